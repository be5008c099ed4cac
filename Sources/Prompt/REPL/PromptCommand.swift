/// A command of the prompt, which is not a statement of the language: scripts cannot contain it.
/// Help, completion and the prompt itself read this table.
package enum PromptCommand: CaseIterable, Sendable {
  case edit, watch, timing, shell, seed

  /// The word or words that begin it.
  package var name: String {
    switch self {
    case .edit: "edit"
    case .watch: "watch"
    case .timing: "timing"
    case .shell: "!"
    case .seed: "sandbox seed"
    }
  }

  /// How it is written: words in capitals are placeholders, `[…]` is optional.
  package var usage: String {
    switch self {
    case .edit: "edit [STATEMENT]"
    case .watch: "watch [5s] QUERY"
    case .timing: "timing [on|off]"
    case .shell: "! COMMAND"
    case .seed: "sandbox seed"
    }
  }

  /// What it does, in a few words.
  package var summary: String {
    switch self {
    case .edit: "edit a statement, or the last one, in $VISUAL or $EDITOR"
    case .watch: "repeat a read until Ctrl-C"
    case .timing: "show the time that each statement takes"
    case .shell: "run a shell command"
    case .seed: "add sample data to the embedded sandbox"
    }
  }

  /// The words of psql with the same meaning.
  private var aliases: [String] {
    switch self {
    case .edit: ["\\e", "\\edit"]
    case .watch: ["\\watch"]
    case .timing: ["\\timing"]
    case .shell: ["\\!"]
    case .seed: []
    }
  }

  /// The words that may follow it; empty if other texts may.
  var values: [String] { self == .timing ? ["on", "off"] : [] }

  /// Returns the command that a text begins with, and the number of bytes up to what follows it;
  /// nil if the text is a statement.
  static func leading(_ text: String) -> (command: PromptCommand, length: Int)? {
    let start = text.utf8.prefix { $0 == blank || $0 == tab }.count
    for command in allCases {
      for word in [command.name] + command.aliases
      where text.utf8.dropFirst(start).starts(with: word.utf8) {
        let end = start + word.utf8.count
        let next = text.utf8.dropFirst(end).first
        let isWhole = next.map { $0 == blank || $0 == tab || $0 == newline || $0 == semicolon }
        guard command == .shell || isWhole ?? true else { continue }
        return (command, end)
      }
    }
    return nil
  }
}

private let blank = UInt8(ascii: " ")
private let tab = UInt8(ascii: "\t")
private let newline = UInt8(ascii: "\n")
private let semicolon = UInt8(ascii: ";")
