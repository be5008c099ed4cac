import Diagnostics
import Expressions

/// What one compilation has found, in order, and the text that is being checked. All parts of a
/// check report into the same log; it lives no longer than the call to `Compiler.compile`.
final class DiagnosticLog {
  private(set) var diagnostics: [Diagnostic] = []
  /// The text that spans are of.
  var source = SourceText(name: "", text: "")

  init() {}

  var count: Int { diagnostics.count }

  func append(_ found: some Sequence<Diagnostic>) { diagnostics += found }

  /// Replaces what was reported after the first so many diagnostics.
  func replace(since count: Int, with found: [Diagnostic]) {
    diagnostics.replaceSubrange(count..., with: found)
  }

  /// Whether an error was reported after the first so many diagnostics.
  func hasErrors(since count: Int) -> Bool {
    diagnostics[count...].contains { $0.severity == .error }
  }
}

/// A part of the check that reports what it finds.
protocol Reporting {
  var log: DiagnosticLog { get }
}

extension Reporting {
  func report(
    _ code: DiagnosticCode, _ message: String, at span: Span, hint: String? = nil,
    notes: [String] = [], severity: Diagnostic.Severity = .error
  ) {
    log.append(
      CollectionOfOne(
        Diagnostic(
          code, message, at: span, in: log.source, hint: hint, notes: notes, severity: severity)))
  }

  /// A stretch of the text that is being checked.
  func place(_ span: Span) -> Place { Place(source: log.source, span: span) }

  /// "did you mean `status`?", where a name is near.
  func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
    NearestName.of(name, among: candidates).map { "did you mean `\($0)`?" }
  }
}
