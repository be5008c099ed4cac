import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

/// What a check may assume about the world outside the text.
package struct CheckContext {
  package var catalog: Catalog
  /// Variables that are set before the text runs.
  package var variables: Set<String>
  /// The profiles `use` may name.
  package var profiles: [String]
  /// Reads an included file, named as in the text that includes it.
  package var readFile: (_ path: String, _ includer: SourceText) -> SourceText?

  package init(
    catalog: Catalog, variables: Set<String> = [], profiles: [String] = [],
    readFile: @escaping (_ path: String, _ includer: SourceText) -> SourceText? = { _, _ in nil }
  ) {
    self.catalog = catalog
    self.variables = variables
    self.profiles = profiles
    self.readFile = readFile
  }
}

/// Holds a program against the catalog: names, types, rules. It reports all it finds.
package struct Checker {
  let context: CheckContext
  var source: SourceText
  var diagnostics: [Diagnostic] = []
  var variables: Set<String>
  /// Operations met inside the expressions of the statement at hand.
  var inner: [InnerOperation] = []
  /// Whether `$row` is the row of a bulk write, as it is in that write's body.
  var rowIsAtHand = false
  /// The write whose body is being checked, for messages: `create customer`.
  var writing = "the request"
  /// The names of the files being included, outermost first.
  var includes: [String] = []
  /// How many files were included so far, each as often as it was.
  var includeCount = 0

  var catalog: Catalog { context.catalog }

  init(context: CheckContext, source: SourceText) {
    self.context = context
    self.source = source
    variables = context.variables
  }

  /// The checked program, or everything that is wrong with it. Warnings may come with a program.
  package static func check(
    _ program: Program, in context: CheckContext
  ) -> (program: CheckedProgram?, diagnostics: [Diagnostic]) {
    var checker = Checker(context: context, source: program.source)
    let statements = checker.check(program.statements)
    let failed = checker.diagnostics.contains { $0.severity == .error }
    return (failed ? nil : CheckedProgram(statements: statements), checker.diagnostics)
  }

  mutating func check(_ statements: [Statement]) -> [CheckedStatement] {
    statements.compactMap { check($0) }
  }

  /// A block sees the variables around it; its own end with it.
  mutating func check(_ block: Block, adding names: String...) -> [CheckedStatement] {
    let outer = variables
    variables.formUnion(names)
    defer { variables = outer }
    return check(block.statements)
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
