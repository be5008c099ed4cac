import Diagnostics

/// The result of parsing a text.
package struct ParseResult: Sendable {
  /// The statements that were parsed, in order.
  package var program: Program
  /// All problems, in the order of the text.
  package var diagnostics: [Diagnostic]
  /// True if the only problem is that the text stops inside a statement: at an open bracket, or
  /// after an operator, a connective, a comma or a trailing `\`. The REPL then asks for another
  /// line.
  package var isIncomplete: Bool
  /// The shell command after a `|` at the prompt; it receives the rows of the last statement.
  package var shellCommand: String?

  /// Creates a parse result from its parts.
  package init(
    program: Program, diagnostics: [Diagnostic], isIncomplete: Bool, shellCommand: String?
  ) {
    self.program = program
    self.diagnostics = diagnostics
    self.isIncomplete = isIncomplete
    self.shellCommand = shellCommand
  }
}

extension Parser {
  /// Parses a whole text. A problem in one statement does not hide problems in the next.
  package static func parse(_ source: SourceText, mode: ParseMode = .script) -> ParseResult {
    let lexer = Lexer(source, mode: mode)
    var parser = Parser(lexer.tokens, in: source, endsContinued: lexer.endsContinued)
    let statements = parser.program()
    let diagnostics = parser.diagnostics.sorted { $0.span.start < $1.span.start }
    return ParseResult(
      program: Program(source: source, statements: statements, comments: lexer.comments),
      diagnostics: diagnostics,
      isIncomplete: parser.endsInside(diagnostics, lexer.endsContinued),
      shellCommand: parser.shellCommand)
  }

  private func endsInside(_ diagnostics: [Diagnostic], _ endsContinued: Bool) -> Bool {
    if diagnostics.isEmpty { return endsContinued }
    return diagnostics.allSatisfy { $0.code == .incomplete }
  }
}
