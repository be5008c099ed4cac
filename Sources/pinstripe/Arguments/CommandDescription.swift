import ArgumentParser
import JSON

/// A subcommand and its options as the parser declares them: the one table behind the rules of the
/// command line, shell completion and the manual page.
struct CommandDescription {
  let name: String
  let abstract: String
  let discussion: String
  let isShown: Bool
  /// Options and flags, in the order of their declaration.
  let options: [Option]
  /// Positional arguments.
  let arguments: [Option]
  let subcommands: [CommandDescription]
  let defaultSubcommand: String?

  /// An option, a flag, or a positional argument.
  struct Option {
    /// The names as they are written: `--format`, `-e`; none for a positional argument.
    let names: [String]
    /// The name of the value; nil for a flag.
    let value: String?
    let abstract: String
    /// The title of the group; nil if it is in none.
    let section: String?
    let isShown: Bool
    let isRepeating: Bool
    let completion: ValueCompletion
  }

  /// What can be the value of an option or an argument.
  enum ValueCompletion: Equatable {
    case words([String])
    /// Files, with one of these extensions if there are any.
    case files(extensions: [String])
    /// Something that cannot be listed.
    case other
  }

  /// The program itself; its default subcommand is among its subcommands.
  static let root: CommandDescription = {
    let document = (try? JSONValue(parsing: PinstripeCommand._dumpHelp())) ?? .null
    return CommandDescription(document["command"] ?? .null)
  }()

  /// Returns the subcommand that the words lead to, and how many words that takes.
  func descend<Words: Sequence<String>>(_ words: Words) -> (CommandDescription, depth: Int) {
    var (found, depth) = (self, 0)
    for word in words {
      guard let next = found.subcommands.first(where: { $0.name == word }) else { break }
      (found, depth) = (next, depth + 1)
    }
    return (found, depth)
  }

  /// The subcommand that runs if none is named, or the command itself.
  var effective: CommandDescription {
    subcommands.first { $0.name == defaultSubcommand } ?? self
  }

  /// Returns the option with a name: `--format` or `-e`.
  func option(named name: String) -> Option? { options.first { $0.names.contains(name) } }
}

extension CommandDescription {
  /// Reads what the argument parser prints of itself.
  fileprivate init(_ document: JSONValue) {
    name = document["commandName"]?.string ?? ""
    abstract = document["abstract"]?.string ?? ""
    discussion = document["discussion"]?.string ?? ""
    isShown = document["shouldDisplay"] != false
    defaultSubcommand = document["defaultSubcommand"]?.string
    let arguments = document["arguments"]?.array ?? []
    options = arguments.filter { $0["kind"] != "positional" }.map(Option.init)
    self.arguments = arguments.filter { $0["kind"] == "positional" }.map(Option.init)
    subcommands = (document["subcommands"]?.array ?? []).map(CommandDescription.init)
      .filter { $0.name != "help" }
  }
}

extension CommandDescription.Option {
  fileprivate init(_ document: JSONValue) {
    names = (document["names"]?.array ?? []).map { name in
      (name["kind"] == "long" ? "--" : "-") + (name["name"]?.string ?? "")
    }
    value = document["kind"] == "flag" ? nil : document["valueName"]?.string ?? "value"
    abstract = document["abstract"]?.string ?? ""
    section = document["sectionTitle"]?.string
    isShown = document["shouldDisplay"] != false
    isRepeating = document["isRepeating"] == true
    let kind = document["completionKind"]
    if let words = kind?["list"]?["values"]?.array ?? document["allValues"]?.array {
      completion = .words(words.compactMap(\.string))
    } else if let file = kind?["file"] {
      completion = .files(extensions: (file["extensions"]?.array ?? []).compactMap(\.string))
    } else {
      completion = .other
    }
  }
}
