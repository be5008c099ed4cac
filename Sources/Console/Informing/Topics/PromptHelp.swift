import Prompt

extension HelpTexts {
  /// The topic of the prompt, written from the tables of its commands and keys.
  static let prompt = HelpTopic(
    "prompt", "keys and commands of the prompt",
    syntax: lines(PromptCommand.allCases.map { ($0.usage, $0.summary) })
      + lines([("$_", "the first row, or the value, of the last result")]),
    notes: """
      \(lines(PromptKeys.all.map { ($0.keys, $0.purpose) }).joined(separator: "\n"))

      Return runs a statement that is complete. A line that ends with `\\`, or with an
      open bracket, continues in the next one, and so does a statement that requires a
      `where`; a blank line or `;` ends it. A pasted statement is one entry.
      $XDG_CONFIG_HOME/pinstripe/startup.stripe runs when a prompt starts, except with
      --no-startup. Keys are those of emacs; `bind -v` in ~/.editrc chooses those of vi.
      """,
    examples: ["print 40 + 2"], aliases: ["keys", "edit", "watch", "timing"])

  private static func lines(_ entries: [(String, String)]) -> [String] {
    let width = entries.map(\.0.count).max() ?? 0
    return entries.map { name, purpose in
      name + String(repeating: " ", count: width + 2 - name.count) + purpose
    }
  }
}
