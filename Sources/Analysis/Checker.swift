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
struct Checker {
  let context: CheckContext
  var source: SourceText
  var diagnostics: [Diagnostic] = []
  var variables: VariableScope
  /// Operations met inside the expressions of the statement at hand.
  var inner: [InnerOperation] = []
  /// What `$row` is in the body of a bulk write; nil elsewhere.
  var row: ValueShape?
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

  init(context: CheckContext) {
    self.context = context
    source = SourceText(name: "", text: "")
    variables = VariableScope(context.variables)
  }

  /// The checked statements of a text; those with errors are left out.
  mutating func check(_ program: Program) -> [CheckedStatement] {
    source = program.source
    return check(program.statements)
  }

  mutating func check(_ statements: [Statement]) -> [CheckedStatement] {
    statements.compactMap { check($0) }
  }

  /// What is known of a computed value.
  func shape(of scalar: Scalar) -> ValueShape {
    ShapeInference(variables: variables.bindings, row: row, operations: inner).shape(of: scalar)
  }

  /// Whether an error was reported after the first so many diagnostics.
  func hasErrors(since count: Int) -> Bool {
    diagnostics[count...].contains { $0.severity == .error }
  }

  func place(_ span: Span) -> Place { Place(source: source, span: span) }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, at span: Span, hint: String? = nil,
    notes: [String] = [], severity: Diagnostic.Severity = .error
  ) {
    diagnostics.append(
      Diagnostic(
        code, message, at: span, in: source, hint: hint, notes: notes, severity: severity))
  }

  /// "did you mean `status`?", where a name is near.
  func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
    NearestName.of(name, among: candidates).map { "did you mean `\($0)`?" }
  }
}
