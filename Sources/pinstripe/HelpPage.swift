import ArgumentParser
import Console

/// The text of `--help`, `help` and `help TOPIC`: help on the command line and on the language.
enum HelpPage {
  /// Returns the page that the arguments request, or nil if they request none or an unknown one.
  static func text(for arguments: ArraySlice<String>) -> String? {
    switch arguments.count {
    case 1 where ["--help", "-h", "help"].contains(arguments.first):
      return overview
    case 2... where arguments.first == "help":
      return topic(arguments.dropFirst())
    default:
      return nil
    }
  }

  /// The overview lists the options of `run`, because `run` is the default subcommand.
  private static var overview: String {
    let root = PinstripeCommand.helpMessage().split(
      separator: "\n", omittingEmptySubsequences: false)
    let run = PinstripeCommand.helpMessage(for: RunCommand.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let head = root.prefix { $0 != "OPTIONS:" }
    let subcommands = root.drop { $0 != "SUBCOMMANDS:" }.prefix { !$0.isEmpty }
    let options = run.drop { $0 != "OPTIONS:" }.prefix { !$0.isEmpty }
    let groups = run.drop { $0 != "ARGUMENTS:" }.drop { !$0.isEmpty }
      .prefix { $0 != "OPTIONS:" }.dropFirst()
    let parts = [
      head.joined(separator: "\n"), options.joined(separator: "\n") + "\n",
      groups.joined(separator: "\n"),
      subcommands.joined(separator: "\n") + "\n",
      "HELP TOPICS:\n" + HelpTexts.list + "\n",
      "Run `pinstripe help SUBCOMMAND` or `pinstripe help TOPIC` for details.",
    ]
    return parts.joined(separator: "\n")
  }

  private static func topic(_ words: ArraySlice<String>) -> String? {
    if words.count == 1, let topic = HelpTexts.topics.first(where: { $0.name == words.first }) {
      return topic.text
    }
    var command: any ParsableCommand.Type = PinstripeCommand.self
    for word in words {
      let found = command.configuration.subcommands.first { type in
        type.configuration.commandName == word || "\(type)".lowercased() == word
      }
      guard let found else { return nil }
      command = found
    }
    return PinstripeCommand.helpMessage(for: command)
  }
}
