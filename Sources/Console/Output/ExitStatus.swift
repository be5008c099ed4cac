/// The exit codes of the program, for scripts that read them.
package enum ExitStatus {
  /// A code or several alike, and what they say.
  package struct Entry: Sendable {
    /// The code, as a shell reports it.
    package let code: Int
    /// A phrase without a full stop.
    package let meaning: String
  }

  /// All codes, in ascending order.
  package static let all: [Entry] = [
    Entry(code: 0, meaning: "success"),
    Entry(code: 1, meaning: "a statement failed"),
    Entry(code: 2, meaning: "the command line or a script is wrong; nothing was sent"),
    Entry(
      code: 3,
      meaning: "some rows of a bulk job failed, or some statements under on_error = continue"),
    Entry(code: 4, meaning: "the key was refused, or lacks a permission"),
    Entry(code: 5, meaning: "the network or the server failed, after all retries"),
    Entry(
      code: 6,
      meaning:
        "refused: read-only mode, a live account, a publishable key, or a question answered no"),
    Entry(code: 130, meaning: "interrupted by Ctrl-C"),
    Entry(code: 141, meaning: "the reader of the output closed the pipe, as in `… | head`"),
  ]
}
