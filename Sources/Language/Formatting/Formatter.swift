import Diagnostics

/// Formats statements in the one canonical layout.
///
/// Keywords are lower case; clauses have a fixed order, each on its own line if the statement does
/// not fit on one. Comments stay at the code they belong to. Formatting the result changes nothing.
package enum Formatter {
  /// Formats a whole program. Comments and single empty lines are kept; the result ends with a line
  /// end unless it is empty.
  package static func format(_ program: Program) -> String { settled(program).text }

  /// Returns the formatted text, and how often it was read again to find out whether it is final.
  static func settled(_ program: Program) -> (text: String, readings: Int) {
    var text = written(program)
    // A comment in a place where none is possible moves to the next possible place. There it may
    // have other neighbors than before, so the text is formatted again until nothing changes. A
    // program that is written as it was read is final.
    guard !program.comments.isEmpty, text != program.source.text else { return (text, 0) }
    for reading in 1...settlingRounds {
      let result = Parser.parse(SourceText(name: program.source.name, text: text))
      let again = written(result.program)
      guard result.diagnostics.isEmpty, again != text else { return (text, reading) }
      text = again
    }
    return (text, settlingRounds)
  }

  private static let settlingRounds = 4

  private static func written(_ program: Program) -> String {
    var typesetter = Typesetter(CommentPool(program.comments, in: program.source))
    let end = program.source.text.utf8.count
    let text = LayoutPrinter.print(typesetter.program(program.statements, end: end))
    return text.isEmpty ? "" : text + "\n"
  }

  /// Formats one statement, without comments and without a line end.
  package static func format(_ statement: Statement) -> String {
    var typesetter = Typesetter(CommentPool())
    return LayoutPrinter.print(typesetter.statement(statement))
  }

  /// Formats an expression on one line.
  package static func format(_ expression: Expression) -> String {
    var typesetter = Typesetter(CommentPool())
    return LayoutPrinter.printFlat(typesetter.expression(expression))
  }

  /// Formats a path on one line.
  package static func format(_ path: Path) -> String {
    Typesetter.text(of: path)
  }
}
