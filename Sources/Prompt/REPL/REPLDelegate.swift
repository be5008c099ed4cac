import Diagnostics
import Language

/// What a statement leaves the prompt to do.
package enum REPLOutcome: Sendable, Hashable {
  case `continue`
  /// Leave, with that exit code.
  case exit(Int32)
}

/// What stands before a line; both may hold colour escapes.
package struct REPLPrompts: Sendable, Hashable {
  /// Before a statement's first line: `acme test> `.
  package var primary: String
  /// Before its further lines.
  package var continuation: String

  package init(primary: String, continuation: String) {
    self.primary = primary
    self.continuation = continuation
  }
}

/// Puts a question to the person at the prompt while a statement runs.
///
/// The answer is a line without its line end, `nil` where they declined with Ctrl-C or Ctrl-D. It
/// does not enter the history.
package typealias Asking = @Sendable (_ question: String) async -> String?

/// The session behind a prompt: what it is called, what it knows, how it runs a statement.
package protocol REPLDelegate: Sendable {
  /// Lines to show before the first prompt, without a last line end.
  func banner() async -> String?

  /// Asked anew before every statement, so that they follow `use`.
  func prompts() async -> REPLPrompts

  /// What TAB may offer, asked anew before every statement.
  func completionContext() async -> CompletionContext

  /// Whether a text is whole; where it is not, the prompt asks for another line.
  func isComplete(_ text: String) async -> Bool

  /// Runs the statements of a text and prints what they say. Cancelled by Ctrl-C, it comes back
  /// within a fifth of a second, having said so itself.
  func run(_ text: String, asking: @escaping Asking) async -> REPLOutcome
}

extension REPLDelegate {
  /// A text is whole where the parser does not say that it stops inside a statement.
  package func isComplete(_ text: String) async -> Bool {
    !Parser.parse(SourceText(name: "prompt", text: text), mode: .prompt).isIncomplete
  }
}
