/// The outcome of asking a person for a line.
package enum LineInput: Sendable, Hashable {
  /// The line without its line end; pasted text may contain line feeds.
  case line(String)
  /// Ctrl-D on an empty line, or the end of the input.
  case endOfInput
  /// Ctrl-C.
  case interrupted
  /// Ctrl-X Ctrl-E: the line so far, to be continued in the person's own editor.
  case edit(String)
  /// Up in a further line of an entry: the line so far, to be joined to the lines before it.
  case reopened(String)
}

/// What is asked of a person, and what is known of the line before it is typed.
package struct LineRequest: Sendable, Hashable {
  /// The prompt, which may contain colour escapes.
  package var prompt: String
  /// The text that the line begins with, which may contain line feeds.
  package var initial = ""
  /// True if the entry began in an earlier line.
  package var isContinued = false

  /// Creates a request for a line that begins empty.
  package init(prompt: String, isContinued: Bool = false) {
    self.prompt = prompt
    self.isContinued = isContinued
  }
}

/// A source of lines: an editor at a terminal, or a list of lines in a test.
package protocol LineReading: AnyObject {
  /// Returns the edit for Tab, given the line so far and the cursor's UTF-8 offset in it.
  typealias Completion = (_ text: String, _ cursor: Int) -> CompletionEdit

  /// Shows the prompt and waits for a line.
  func readLine(_ request: LineRequest, completion: @escaping Completion) -> LineInput

  /// Discards input that was typed but not read yet.
  func discardInput()

  /// Adds a statement to the history, unless the history must not keep it.
  func remember(_ entry: String)
}

extension LineReading {
  /// Asks for a line without completion, such as the answer to a question.
  package func readLine(prompt: String) -> LineInput {
    readLine(LineRequest(prompt: prompt)) { _, _ in .nothing }
  }
}
