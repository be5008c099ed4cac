import ArgumentParser
import Diagnostics
import Language

/// The words of a command line in the order in which the parser takes them.
///
/// Options may stand before a subcommand, and a statement may be given as words: `pinstripe
/// --sandbox query invoices limit 5 --format csv` is `pinstripe --sandbox --format csv -e 'query
/// invoices limit 5'`.
struct CommandWords {
  /// The arguments for the parser.
  private(set) var arguments: [String]
  /// The statement that was given as words; nil if there was none.
  private(set) var statement: String?

  /// Arranges arguments.
  /// - Parameter isFile: returns true for the path of an existing file: it is a script, whatever
  ///   its name is.
  init(_ given: [String], isFile: (String) -> Bool) {
    arguments = given
    guard Self.hasMovable(given) else { return }
    let leading = Self.leadingOptions(of: given)
    let words = given[leading.endIndex...]
    guard let first = words.first, !leading.contains("-e"), !isFile(first) else { return }
    let second = words.dropFirst().first
    if first == "explain", let second, Self.isStatement(second), !isFile(second) {
      take(words.dropFirst(), after: ["explain"] + leading)
    } else if Self.isSubcommand(first), !(first == "test" && second == "connection") {
      guard !leading.isEmpty else { return }
      let depth = CommandDescription.root.descend(words).depth
      arguments = Array(words.prefix(depth) + leading + words.dropFirst(depth))
    } else if Self.isStatement(first) {
      take(words, after: Array(leading))
    }
  }

  /// Makes one statement of words; options among them are for the program.
  private mutating func take(_ words: ArraySlice<String>, after leading: [String]) {
    var (statement, options): ([String], [String]) = ([], [])
    var rest = words
    while let word = rest.popFirst() {
      if word == "--" {
        statement += rest
        break
      }
      guard Self.isOption(word) else {
        statement.append(word)
        continue
      }
      options.append(word)
      if Self.takesValue(word), let value = rest.popFirst() { options.append(value) }
    }
    let text = statement.joined(separator: " ")
    self.statement = text
    arguments = leading + options + ["-e", text]
  }

  /// Returns the options before the first other word, with their values.
  private static func leadingOptions(of words: [String]) -> ArraySlice<String> {
    var end = words.startIndex
    while end < words.endIndex, isOption(words[end]) {
      let takesNext = takesValue(words[end]) && end + 1 < words.endIndex
      end += takesNext ? 2 : 1
    }
    return words[..<end]
  }

  private static func isOption(_ word: String) -> Bool {
    word.hasPrefix("--") ? word.count > 2 : word == "-e" || word == "-h" || word == "-o"
  }

  private static func takesValue(_ word: String) -> Bool {
    guard !word.contains("=") else { return false }
    return valueOptions.contains(word)
  }

  /// The names of all options with values, of all subcommands.
  private static let valueOptions: Set<String> = {
    func names(_ command: CommandDescription) -> [String] {
      command.options.filter { $0.value != nil }.flatMap(\.names)
        + command.subcommands.flatMap(names)
    }
    return Set(names(.root))
  }()
}

/// What a first word can be besides a file.
extension CommandWords {
  /// The names of the subcommands, and `help`.
  static let subcommands =
    PinstripeCommand.configuration.subcommands.compactMap { $0.configuration.commandName } + [
      "help"
    ]

  /// The words that statements begin with.
  static let statementWords: [String] =
    Verb.allCases.map(\.rawValue) + [
      "request", "let", "for", "if", "assert", "print", "include", "use", "set", "show",
      "describe", "test", "explain", "help", "exit",
    ]

  /// Returns true if a word may have to move, or options before it may have to. The statements of
  /// `-e` stay where they are, and so most command lines need no list of the options.
  private static func hasMovable(_ words: [String]) -> Bool {
    zip([""] + words, words).contains { previous, word in
      previous != "-e" && (isSubcommand(word) || isStatement(word))
    }
  }

  private static func isSubcommand(_ word: String) -> Bool { subcommands.contains(word) }

  /// Returns true for the first word of a statement, or a whole statement in one argument.
  private static func isStatement(_ text: String) -> Bool {
    let word = text.prefix { $0.isLetter }.lowercased()
    return statementWords.contains(word) && (word == text.lowercased() || text.contains(" "))
  }

  /// An error message if a subcommand that has others is followed by none of them; else nil.
  var problem: String? {
    guard statement == nil, arguments.first == "sandbox" else { return nil }
    let command = SandboxCommand.configuration
    let names = command.subcommands.compactMap { $0.configuration.commandName }
    guard let word = arguments.dropFirst().first, !word.hasPrefix("-"), !names.contains(word) else {
      return nil
    }
    let nearest = NearestName.of(word, among: names).map { "; did you mean `\($0)`?" }
    return "unknown subcommand `sandbox \(word)`"
      + (nearest ?? "; there are \(names.joined(separator: ", "))")
  }

  /// Returns an error message for a word that is neither; nil if it resembles nothing known.
  static func problem(with word: String) -> String? {
    guard !word.contains("/"), !word.contains("."),
      let nearest = NearestName.of(word, among: subcommands + statementWords)
    else { return nil }
    return "unknown subcommand, statement or file `\(word)`; did you mean `\(nearest)`?"
  }

  /// A note on a statement that is wrong, if the shell may have removed its quotation marks.
  var quotingNote: String? {
    guard let statement, arguments.last == statement, !statement.contains("\""),
      !statement.contains("'"),
      ["=", " where ", " into "].contains(where: statement.contains)
    else { return nil }
    return "note: a shell removes quotation marks; put the statement in single quotes:"
      + " pinstripe 'query invoices where status = \"draft\"'"
  }
}
