/// The outcome of asking a person for a line.
package enum LineInput: Sendable, Hashable {
  /// The line without its line end; pasted text may contain line feeds.
  case line(String)
  /// Ctrl-D on an empty line, or the end of the input.
  case endOfInput
  /// Ctrl-C.
  case interrupted
}

/// A source of lines: an editor at a terminal, or a list of lines in a test.
package protocol LineReading: AnyObject {
  /// Returns the edit for Tab, given the line so far and the cursor's UTF-8 offset in it.
  typealias Completion = (_ text: String, _ cursor: Int) -> CompletionEdit

  /// Shows the prompt, which may contain colour escapes, and waits for a line.
  func readLine(prompt: String, completion: @escaping Completion) -> LineInput

  /// Discards input that was typed but not read yet.
  func discardInput()

  /// Adds a statement to the history, unless the history must not keep it.
  func remember(_ entry: String)
}

extension LineReading {
  /// Asks for a line without completion, such as the answer to a question.
  package func readLine(prompt: String) -> LineInput {
    readLine(prompt: prompt) { _, _ in .nothing }
  }
}
