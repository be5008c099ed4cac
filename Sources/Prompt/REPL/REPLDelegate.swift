import CodeCompletion

/// The action of the prompt after a statement.
package enum REPLOutcome: Sendable, Hashable {
  case `continue`
  /// Exit with the given code.
  case exit(Int32)
}

/// The prompts before a line; both may contain colour escapes.
package struct REPLPrompts: Sendable, Hashable {
  /// The prompt before the first line of a statement, such as `acme test> `.
  package var primary: String
  /// The prompt before further lines of a statement.
  package var continuation: String

  /// Creates prompts from their texts.
  package init(primary: String, continuation: String) {
    self.primary = primary
    self.continuation = continuation
  }
}

/// Asks the person at the prompt a question while a statement runs.
///
/// The answer is a line without its line end, or nil if the person declined with Ctrl-C or Ctrl-D.
/// It is not added to the history.
package typealias Asking = @Sendable (_ question: String) async -> String?

/// The session of a prompt: its banner and prompts, completion, and how it runs statements.
package protocol REPLDelegate: Sendable {
  /// Returns the lines to show before the first prompt, without a final line end; nil for none.
  func banner() async -> String?

  /// Returns the prompts. Called before every statement, because `use` changes them.
  func prompts() async -> REPLPrompts

  /// Returns the information for completion. Called before every statement.
  func completionContext() async -> CompletionContext

  /// Returns true if a text is complete; otherwise the prompt asks for another line.
  func isComplete(_ text: String) async -> Bool

  /// Runs the person's start-up file, if there is one. An error in it is printed, and does not end
  /// the prompt.
  func startUp(asking: @escaping Asking) async -> REPLOutcome

  /// Returns true if a text only reads, so that it can be repeated; otherwise prints why not.
  func canRepeat(_ text: String) async -> Bool

  /// Runs a text of which `canRepeat` is true, without a pager.
  func repeatRun(_ text: String) async

  /// Adds sample data to the embedded sandbox, and prints what was added, or why it cannot be.
  func seedSandbox() async

  /// Runs the statements of a text and prints their output. After Ctrl-C it prints that it was
  /// interrupted, and returns within 200 milliseconds.
  func run(_ text: String, asking: @escaping Asking) async -> REPLOutcome
}

extension REPLDelegate {
  /// Runs nothing.
  package func startUp(asking: @escaping Asking) async -> REPLOutcome { .continue }

  /// Returns true.
  package func canRepeat(_ text: String) async -> Bool { true }

  /// Runs the text like any other; questions are declined.
  package func repeatRun(_ text: String) async { _ = await run(text, asking: { _ in nil }) }

  /// Adds nothing.
  package func seedSandbox() async {}
}
