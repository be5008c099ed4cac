import Console
import StripeCatalog

/// The words that can follow `help`.
enum HelpWords {
  /// Topics, subcommands and objects, with what each is about.
  static var all: [ShellCompletion.Item] {
    let topics = HelpTexts.topics.map {
      ShellCompletion.Item(word: $0.name, description: $0.summary)
    }
    let commands = CommandDescription.root.subcommands.filter(\.isShown).map {
      ShellCompletion.Item(word: $0.name, description: $0.abstract)
    }
    let objects = Catalog.embedded.objects.map {
      ShellCompletion.Item(word: $0.plural, description: "object")
    }
    return topics + commands.filter { command in !topics.contains { $0.word == command.word } }
      + objects
  }
}
