/// What is wrong with a text, where, and what would mend it; how it looks is Presentation's.
package struct Diagnostic: Sendable, Hashable, Error {
  package enum Severity: String, Sendable, Hashable {
    case error
    case warning
  }

  package var severity: Severity
  package var code: DiagnosticCode
  /// One sentence without a full stop; names in backquotes.
  package var message: String
  package var source: SourceText
  package var span: Span
  /// What stands after the carets: "did you mean `status`?"
  package var hint: String?
  /// Lines of further help, one sentence each.
  package var notes: [String]

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
  case notFilterable = "not_filterable"
  case notAvailable = "not_available"
  case notYet = "not_yet"
  case unreadableFile = "unreadable_file"
  /// Not found by a check: a statement that was run and did not succeed.
  case failed
}
