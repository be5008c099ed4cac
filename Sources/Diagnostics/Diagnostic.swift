/// A problem in a text, its place, and a suggested fix. `Presentation` decides how it looks.
package struct Diagnostic: Sendable, Hashable, Error {
  /// The severity of a problem: a warning does not stop a program.
  package enum Severity: String, Sendable, Hashable {
    case error
    case warning
  }

  /// The severity: an error unless stated otherwise.
  package var severity: Severity
  /// The kind of problem.
  package var code: DiagnosticCode
  /// One sentence without a full stop; names in backquotes.
  package var message: String
  /// The text that the problem is in.
  package var source: SourceText
  /// The part of the text that carets mark.
  package var span: Span
  /// The text after the carets: "did you mean `status`?"
  package var hint: String?
  /// Lines of further help, one sentence each.
  package var notes: [String]

  /// Creates a diagnostic about a span of a text.
  package init(
    _ code: DiagnosticCode, _ message: String, at span: Span, in source: SourceText,
    hint: String? = nil, notes: [String] = [], severity: Severity = .error
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.source = source
    self.span = span
    self.hint = hint
    self.notes = notes
  }
}

/// The kinds of problems a check can find, for tests and for programs that read them.
package enum DiagnosticCode: String, Sendable, Hashable, CaseIterable {
  case syntax
  case incomplete
  case unknownVerb = "unknown_verb"
  case unknownObject = "unknown_object"
  case unknownField = "unknown_field"
  case unknownParameter = "unknown_parameter"
  case unknownAction = "unknown_action"
  case unknownSetting = "unknown_setting"
  case unknownVariable = "unknown_variable"
  case unknownFunction = "unknown_function"
  case invalidValue = "invalid_value"
  case missingParameter = "missing_parameter"
  /// A statement that a `where` would complete.
  case missingCondition = "missing_condition"
  case notFilterable = "not_filterable"
  case notAvailable = "not_available"
  case notYet = "not_yet"
  case unreadableFile = "unreadable_file"
  /// A statement that was run and failed; no check reports it.
  case failed
}
