import Diagnostics

/// What a parser made of a text.
package struct ParseResult: Sendable {
  /// The statements that could be read, in order.
  package var program: Program
  /// All problems, in the order of the text.
  package var diagnostics: [Diagnostic]
  /// Whether the only problem is that the text stops inside a statement: at an open bracket, after
  /// an operator, a connective, a comma or a trailing `\`. The REPL then asks for another line.
  package var isIncomplete: Bool
  /// What stands behind a `|` at the prompt; it takes the rows of the last statement.
  package var shellCommand: String?

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
  /// Reads a whole text. What is wrong with one statement does not hide the next.
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
