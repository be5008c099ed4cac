/// The programs that commands of the prompt start, and the clock that they are measured with.
package struct PromptTools {
  /// The outcome of editing a text.
  package enum Edit: Sendable, Hashable {
    /// The text that was saved.
    case saved(String)
    /// The editor was left without saving.
    case unchanged
    /// The editor could not be started, or failed; a sentence.
    case failed(String)
  }

  /// Runs a shell command at the terminal, and returns its exit status.
  package var runShell: (_ command: String) -> Int32
  /// Lets the person change a text in an editor.
  package var edit: (_ text: String) -> Edit
  /// Returns the seconds since some moment.
  package var now: () -> Double
  /// True if the terminal can be cleared.
  package var clears: Bool

  /// Creates the tools of a prompt; without arguments, of one that starts no programs.
  package init(
    runShell: @escaping (String) -> Int32 = { _ in 127 },
    edit: @escaping (String) -> Edit = { _ in .unchanged },
    now: @escaping () -> Double = { 0 }, clears: Bool = false
  ) {
    self.runShell = runShell
    self.edit = edit
    self.now = now
    self.clears = clears
  }
}
