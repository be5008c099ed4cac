import Diagnostics

/// Writes statements in the one canonical layout.
///
/// Keywords go lower case, clauses in one order, each on a line of its own where a statement does
/// not fit on one; comments stay with what they stand at. Formatting the result changes nothing.
package enum Formatter {
  /// A whole program, comments and single empty lines kept; ends with a line end unless empty.
  package static func format(_ program: Program) -> String {
    var text = written(program)
    // A comment in a place where none can stay moves to the next where one can, and there it may
    // stand between other things than before: it is settled where writing it again moves nothing.
    for _ in 0..<(program.comments.isEmpty ? 0 : settlingRounds) {
      let result = Parser.parse(SourceText(name: program.source.name, text: text))
      let again = written(result.program)
      guard result.diagnostics.isEmpty, again != text else { break }
      text = again
    }
    return text
  }

  private static let settlingRounds = 4

  private static func written(_ program: Program) -> String {
    var typesetter = Typesetter(CommentPool(program.comments, in: program.source))
    let end = program.source.text.utf8.count
    let text = LayoutPrinter.print(typesetter.program(program.statements, end: end))
    return text.isEmpty ? "" : text + "\n"
  }

  /// One statement, without comments and without a line end behind it.
  package static func format(_ statement: Statement) -> String {
    var typesetter = Typesetter(CommentPool())
    return LayoutPrinter.print(typesetter.statement(statement))
  }

  /// An expression, on one line.
  package static func format(_ expression: Expression) -> String {
    var typesetter = Typesetter(CommentPool())
    return LayoutPrinter.printFlat(typesetter.expression(expression))
  }

  /// A path, on one line.
  package static func format(_ path: Path) -> String {
    Typesetter.text(of: path)
  }
}
