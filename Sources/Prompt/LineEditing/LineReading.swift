/// What a person did with the line they were asked for.
package enum LineInput: Sendable, Hashable {
  /// They entered it; a pasted one may hold line feeds. Never with a line end.
  case line(String)
  /// Ctrl-D on an empty line, or the input ended.
  case endOfInput
  /// Ctrl-C.
  case interrupted
}

/// Whatever lines come from: an editor at a terminal, or a list of them in a test.
package protocol LineReading: AnyObject {
  /// What TAB offers, given the line so far and the cursor's UTF-8 offset in it.
  typealias Completion = (_ text: String, _ cursor: Int) -> CompletionEdit

  /// Shows the prompt, which may hold colour escapes, and waits for a line.
  func readLine(prompt: String, completion: @escaping Completion) -> LineInput

  /// Forgets what was typed and not read yet.
  func discardInput()

  /// Puts a statement on top of the history, unless it is one that must not be kept.
  func remember(_ entry: String)
}

extension LineReading {
  /// Asks for a line that nothing completes: an answer to a question.
  package func readLine(prompt: String) -> LineInput {
    readLine(prompt: prompt) { _, _ in .nothing }
  }
}
