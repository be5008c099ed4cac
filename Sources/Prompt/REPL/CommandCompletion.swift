import CodeCompletion
import Diagnostics

/// Completes entries of the prompt: statements, and commands of the prompt with what follows them.
enum CommandCompletion {
  static func complete(
    text: String, cursor: Int, context: CompletionContext
  ) -> [Completion] {
    guard let (command, length) = PromptCommand.leading(text), cursor > length else {
      return Completer.complete(text: text, cursor: cursor, context: context)
    }
    switch command {
    case .edit:
      return completions(in: text, behind: length, at: cursor, context)
    case .watch:
      let rest = text.utf8.dropFirst(length)
      let blanks = rest.prefix { $0 == UInt8(ascii: " ") }.count
      let isTimed = rest.dropFirst(blanks).first.map { (48...57).contains($0) } ?? false
      let word = isTimed ? rest.dropFirst(blanks).prefix { $0 != UInt8(ascii: " ") }.count : 0
      return completions(in: text, behind: length + blanks + word, at: cursor, context)
    case .timing:
      return values(of: command, in: text, behind: length + 1, at: cursor)
    case .shell, .seed:
      return []
    }
  }

  /// Completes the statement that begins at an offset; what is before it counts as blanks, so that
  /// all spans remain right.
  private static func completions(
    in text: String, behind length: Int, at cursor: Int, _ context: CompletionContext
  ) -> [Completion] {
    guard cursor > length else { return [] }
    var context = context
    context.commands = []
    let statement = String(decoding: text.utf8.dropFirst(length), as: UTF8.self)
    return Completer.complete(
      text: String(repeating: " ", count: length) + statement, cursor: cursor, context: context)
  }

  private static func values(
    of command: PromptCommand, in text: String, behind length: Int, at cursor: Int
  ) -> [Completion] {
    let typed = CompletionMenu.text(text, from: length, to: cursor)
    return command.values.filter { $0.hasPrefix(typed) }.map {
      Completion($0, "", replacing: Span(length, cursor))
    }
  }
}
