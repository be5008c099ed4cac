/// The finished words of a command line, as far as they are understood.
struct CommandLineSoFar {
  /// The subcommand, or the default one.
  private(set) var command: CommandDescription
  /// The subcommands that can be named next.
  private(set) var subcommands: [CommandDescription] = []
  /// The option whose value comes next; nil if none does.
  private(set) var openOption: CommandDescription.Option?
  /// The words of a statement that was begun; nil if none was.
  private(set) var statement: [String]?
  /// True after `help`.
  private(set) var isHelp = false
  /// True if no word was given, only options.
  private(set) var isAtFirstWord = true

  private var argumentCount = 0

  /// Understands the words that are finished.
  init(_ words: [String]) {
    let root = CommandDescription.root
    command = root.effective
    subcommands = root.subcommands.filter(\.isShown)
    for word in words { take(word) }
  }

  /// The positional argument that can come next; nil if there is none.
  var nextArgument: CommandDescription.Option? {
    guard let last = command.arguments.last else { return nil }
    if argumentCount < command.arguments.count { return command.arguments[argumentCount] }
    return last.isRepeating ? last : nil
  }

  /// The words with which a statement can begin, or go on, at the next place.
  var statementWords: [String] {
    if isAtFirstWord { return CommandWords.statementWords }
    guard argumentCount == 0 else { return [] }
    return Self.statementWordsAfter[command.name] ?? []
  }

  /// Of subcommands that are words of statements too.
  private static let statementWordsAfter = [
    "explain": CommandWords.statementWords, "test": ["connection"],
  ]

  /// Returns true for a word that opens a quotation in which a statement begins.
  func startsStatement(with word: String) -> Bool {
    guard let first = word.first, first == "'" || first == "\"" else { return false }
    return isAtFirstWord || openOption?.names.contains("-e") == true
  }

  private mutating func take(_ word: String) {
    if startsStatement(with: word) {
      begin(String(word.dropFirst()))
    } else if openOption != nil {
      openOption = nil
    } else if statement == nil, word.hasPrefix("-"), word.count > 1 {
      takeOption(word)
    } else if statement != nil {
      // Options among the words of a statement are for the program.
      if word.hasPrefix("--") { takeOption(word) } else { statement?.append(word) }
    } else if isHelp {
      return
    } else if isAtFirstWord, word == "help" {
      (isHelp, isAtFirstWord) = (true, false)
    } else if let next = subcommands.first(where: { $0.name == word }) {
      command = next.effective
      subcommands = next.subcommands.filter(\.isShown)
      isAtFirstWord = false
    } else if isAtFirstWord, CommandWords.statementWords.contains(word) {
      begin(word)
    } else if command.name == "explain", CommandWords.statementWords.contains(word) {
      statement = [word]
    } else {
      (argumentCount, isAtFirstWord, subcommands) = (argumentCount + 1, false, [])
    }
  }

  private mutating func begin(_ word: String) {
    (statement, isAtFirstWord, subcommands, openOption) = ([word], false, [], nil)
  }

  private mutating func takeOption(_ word: String) {
    guard let option = command.option(named: word), option.value != nil else { return }
    openOption = option
  }
}
