import ArgumentParser
import Console
import Prompt

/// The text of `--help`, `help` and `help TOPIC`: help on the command line and on the language.
enum HelpPage {
  /// Returns the page that the arguments request, or nil if they request none.
  /// - Throws: `ValidationError` if they request a page that does not exist.
  static func text(for arguments: [String]) throws -> String? {
    switch arguments.count {
    case 1 where ["--help", "-h", "help"].contains(arguments.first): overview
    case 2... where arguments.first == "help": try page(on: Array(arguments.dropFirst()))
    case _: nil
    }
  }

  /// The overview lists the options of `run`, because `run` is the default subcommand.
  private static var overview: String {
    let root = lines(PinstripeCommand.helpMessage())
    let run = lines(PinstripeCommand.helpMessage(for: RunCommand.self))
    let head = root.prefix { $0 != "OPTIONS:" }
    let subcommands = root.drop { $0 != "SUBCOMMANDS:" }.prefix { !$0.isEmpty }
    let general = run.drop { $0 != "OPTIONS:" }.prefix { !$0.isEmpty }
    let groups = run.drop { $0 != "ARGUMENTS:" }.drop { !$0.isEmpty }
      .prefix { $0 != "OPTIONS:" }.dropFirst()
    let parts = [
      head.joined(separator: "\n"),
      subcommands.joined(separator: "\n") + "\n",
      groups.joined(separator: "\n"), general.joined(separator: "\n") + "\n",
      "HELP TOPICS:\n" + HelpTexts.list + "\n",
      "Run `pinstripe help SUBCOMMAND`, `help TOPIC` or `help OBJECT` for details.",
    ]
    return parts.joined(separator: "\n")
  }

  private static func page(on words: [String]) throws -> String {
    let pages = [command(words), topic(words.joined(separator: " "))].compactMap(\.self)
    guard !pages.isEmpty else {
      throw ValidationError(
        HelpTexts.problem(with: words.joined(separator: " "), others: CommandWords.subcommands))
    }
    return pages.joined(separator: "\n\n")
  }

  private static func topic(_ words: String) -> String? {
    let width = TerminalSize(ofDescriptor: 1)?.columns ?? TerminalSize.standard.columns
    return HelpTexts.page(on: words, width: width)
  }

  /// Returns the options of a subcommand that the words lead to.
  private static func command(_ words: [String]) -> String? {
    var command: any ParsableCommand.Type = PinstripeCommand.self
    for word in words {
      let found = command.configuration.subcommands.first { $0.configuration.commandName == word }
      guard let found else { return nil }
      command = found
    }
    let page = lines(PinstripeCommand.helpMessage(for: command))
    return page.drop { $0.isEmpty }.reversed().drop { $0.isEmpty }.reversed()
      .joined(separator: "\n")
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
