import Diagnostics
import Expressions

/// The problems found by one compilation, in order, and the text that is being checked. All parts
/// of the check report to the same log; it exists only during a call to `Compiler.compile`.
final class DiagnosticLog {
  private(set) var diagnostics: [Diagnostic] = []
  /// The text that spans refer to.
  var source = SourceText(name: "", text: "")

  init() {}

  var count: Int { diagnostics.count }

  func append(_ found: some Sequence<Diagnostic>) { diagnostics += found }

  /// Replaces the diagnostics from an index on.
  func replace(since count: Int, with found: [Diagnostic]) {
    diagnostics.replaceSubrange(count..., with: found)
  }

  /// Returns true if one of the diagnostics from an index on is an error.
  func hasErrors(since count: Int) -> Bool {
    diagnostics[count...].contains { $0.severity == .error }
  }
}

/// A part of the check that reports problems.
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

  /// Returns the place of a span in the text that is being checked.
  func place(_ span: Span) -> Place { Place(source: log.source, span: span) }

  /// Returns "did you mean `status`?" if a similar name exists; nil otherwise.
  func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
    NearestName.of(name, among: candidates).map { "did you mean `\($0)`?" }
  }
}
