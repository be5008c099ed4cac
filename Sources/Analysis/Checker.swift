import Diagnostics
import Expressions
import JSON
import Language
import OrderedCollections
import StripeCatalog

/// Reads an included file by its name in the including text; returns nil if there is no such file.
/// - Throws: `TextError` if the file cannot be read.
package typealias FileInclusion =
  (_ path: String, _ includer: SourceText) throws(TextError) -> SourceText?

/// The environment of a check, apart from the text itself.
package struct CheckContext {
  /// The catalog of Stripe's API.
  package var catalog: Catalog
  /// The variables that have values before the text runs, by their names without `$`.
  package var variables: [String: VariableBinding]
  /// The names of the profiles that `use` accepts.
  package var profiles: [String]
  /// Reads an included file.
  package var readFile: FileInclusion
  /// Returns the shape of the rows of a file, such as the columns of its header; `unknown` if it is
  /// not known yet.
  package var rowShape: (_ path: String) -> ValueShape

  /// Creates a context; by default there are no variables, profiles or files.
  package init(
    catalog: Catalog, variables: [String: VariableBinding] = [:], profiles: [String] = [],
    readFile: @escaping FileInclusion = { _, _ in nil },
    rowShape: @escaping (_ path: String) -> ValueShape = { _ in .unknown }
  ) {
    self.catalog = catalog
    self.variables = variables
    self.profiles = profiles
    self.readFile = readFile
    self.rowShape = rowShape
  }
}

/// Checks a program against the catalog: names, types, rules. It reports all problems.
struct Checker: Reporting {
  let context: CheckContext
  let log: DiagnosticLog
  var variables: VariableScope
  /// The subqueries in the expressions of the current statement.
  var inner: [InnerOperation] = []
  /// The shape of `$row` in the body of a bulk write; nil elsewhere.
  var row: ValueShape?
  /// The aggregates of the current grouped statement; nil where aggregates over rows are not
  /// possible.
  var aggregates: OrderedSet<Aggregate>?
  /// True if aggregates of paths through lists include the elements of all rows, not of each row.
  var addsElements = false
  /// The columns by their names, where a name can refer to a column.
  var aliases: [String: Scalar] = [:]
  /// The write whose body is being checked, for messages: `create customer`.
  var writing = "the request"
  /// The object that the current body writes, and the verb; nil outside of a body.
  var written: (object: ObjectType, verb: WriteVerb)?
  /// The names of the files being included, outermost first.
  var includes: [String] = []
  /// The number of files included so far, repetitions included.
  var includeCount = 0
  /// The texts that were included, in order.
  var includedSources: [SourceText] = []

  var catalog: Catalog { context.catalog }

  /// Resolves the names of objects.
  var targets: TargetResolver { TargetResolver(catalog: catalog, log: log) }
  /// Resolves paths.
  var fields: FieldResolver { FieldResolver(log: log) }
  /// Finds the related objects and nested lists that statements need.
  var expansions: ExpansionChecker { ExpansionChecker(fields: fields) }
  /// Suggests alternatives for operations that Stripe does not have.
  var alternatives: OperationAlternatives { OperationAlternatives(catalog: catalog, log: log) }

  init(context: CheckContext, log: DiagnosticLog) {
    self.context = context
    self.log = log
    variables = VariableScope(context.variables)
  }

  /// Returns the checked statements of a text; those with errors are omitted.
  mutating func check(_ program: Program) -> [CheckedStatement] {
    log.source = program.source
    return check(program.statements)
  }

  mutating func check(_ statements: [Statement]) -> [CheckedStatement] {
    statements.compactMap { check($0) }
  }

  /// Returns the shape of a computed value.
  func shape(of scalar: Scalar) -> ValueShape {
    ShapeInference(variables: variables.bindings, row: row, operations: inner).shape(of: scalar)
  }
}
