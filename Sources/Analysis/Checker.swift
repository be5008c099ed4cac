import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

/// Reads a file that a text includes, named as in that text; nil where there is none.
/// - Throws: Why it cannot be read.
package typealias FileInclusion =
  (_ path: String, _ includer: SourceText) throws(TextError) -> SourceText?

/// What a check may assume about the world outside the text.
package struct CheckContext {
  package var catalog: Catalog
  /// Variables that are set before the text runs.
  package var variables: [String: VariableBinding]
  /// The profiles `use` may name.
  package var profiles: [String]
  /// Reads an included file, named as in the text that includes it.
  package var readFile: FileInclusion
  /// What the rows of a file have, such as the columns of its header; `unknown` where that cannot
  /// be known yet.
  package var rowShape: (_ path: String) -> ValueShape

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

/// Holds a program against the catalog: names, types, rules. It reports all it finds.
struct Checker: Reporting {
  let context: CheckContext
  let log: DiagnosticLog
  var variables: VariableScope
  /// Operations met inside the expressions of the statement at hand.
  var inner: [InnerOperation] = []
  /// What `$row` is in the body of a bulk write; nil elsewhere.
  var row: ValueShape?
  /// What is computed of the rows of a group; nil where no aggregate of rows may be.
  var aggregates: [Aggregate]?
  /// Whether aggregates of paths through lists add up over rows too, and not within each row.
  var addsElements = false
  /// What columns are called, where they may be named.
  var aliases: [String: Scalar] = [:]
  /// The write whose body is being checked, for messages: `create customer`.
  var writing = "the request"
  /// The object whose fields that body sets, and how.
  var written: (object: ObjectType, verb: WriteVerb)?
  /// The names of the files being included, outermost first.
  var includes: [String] = []
  /// How many files were included so far, each as often as it was.
  var includeCount = 0
  /// Every text that was included, in order.
  var includedSources: [SourceText] = []

  var catalog: Catalog { context.catalog }

  /// What names of objects mean.
  var targets: TargetResolver { TargetResolver(catalog: catalog, log: log) }
  /// What paths mean.
  var fields: FieldResolver { FieldResolver(log: log) }
  /// What statements ask of rows beyond what stands in them.
  var expansions: ExpansionChecker { ExpansionChecker(fields: fields) }
  /// What to do where Stripe has no such operation.
  var alternatives: OperationAlternatives { OperationAlternatives(catalog: catalog, log: log) }

  init(context: CheckContext, log: DiagnosticLog) {
    self.context = context
    self.log = log
    variables = VariableScope(context.variables)
  }

  /// The checked statements of a text; those with errors are left out.
  mutating func check(_ program: Program) -> [CheckedStatement] {
    log.source = program.source
    return check(program.statements)
  }

  mutating func check(_ statements: [Statement]) -> [CheckedStatement] {
    statements.compactMap { check($0) }
  }

  /// What is known of a computed value.
  func shape(of scalar: Scalar) -> ValueShape {
    ShapeInference(variables: variables.bindings, row: row, operations: inner).shape(of: scalar)
  }
}
