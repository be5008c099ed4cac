import CodeCompletion

/// What can follow on a command line, for the completion scripts of shells.
struct ShellCompletion {
  /// A word and what it means; the description may be empty.
  struct Item: Equatable {
    let word: String
    let description: String
  }

  /// The words that can follow, all beginning with what has been typed.
  private(set) var items: [Item] = []
  /// The extensions of files that can follow; empty for all files, nil for none.
  private(set) var fileExtensions: [String]?

  private let typed: String
  private let profiles: () -> [String]
  private let context: () -> CompletionContext

  /// Finds what can follow.
  /// - Parameters:
  ///   - words: the words up to the cursor, without the program's name; the last is unfinished.
  ///   - profiles: returns the names of the configuration's profiles.
  ///   - context: returns what the words of statements are completed by.
  init(
    words: [String], profiles: @escaping () -> [String],
    context: @escaping () -> CompletionContext
  ) {
    // The separator of the script's own call.
    var words = words.first == "--" ? Array(words.dropFirst()) : words
    let line = CommandLineSoFar(words.dropLast())
    let last = words.popLast() ?? ""
    // An open quotation mark is the shell's.
    typed = line.startsStatement(with: last) ? String(last.dropFirst()) : last
    self.profiles = profiles
    self.context = context
    find(after: line)
    items.removeAll { !$0.word.hasPrefix(typed) }
  }

  /// The lines for the scripts: the kind of files, then the words with their descriptions.
  var lines: [String] {
    let kind = fileExtensions.map { (["files"] + $0).joined(separator: " ") } ?? "words"
    return [kind] + items.map { $0.description.isEmpty ? $0.word : "\($0.word)\t\($0.description)" }
  }

  private mutating func find(after line: CommandLineSoFar) {
    let command = line.command
    if let option = line.openOption {
      return offerValues(of: option)
    }
    if typed.hasPrefix("--"), let equals = typed.firstIndex(of: "="),
      let option = command.option(named: String(typed[..<equals]))
    {
      offerValues(of: option, prefix: String(typed[...equals]))
    } else if typed.hasPrefix("-") {
      items = command.options.filter(\.isShown).flatMap { option in
        option.names.map { Item(word: $0, description: option.abstract) }
      }
    } else if let statement = line.statement {
      offerStatement(after: statement)
    } else {
      offerWords(of: line)
    }
  }

  private mutating func offerValues(of option: CommandDescription.Option, prefix: String = "") {
    if option.names.contains("--profile") {
      items = profiles().map { Item(word: prefix + $0, description: "profile") }
    } else {
      offer(option.completion, prefix: prefix)
    }
  }

  private mutating func offer(_ completion: CommandDescription.ValueCompletion, prefix: String = "")
  {
    switch completion {
    case .words(let words): items = words.map { Item(word: prefix + $0, description: "") }
    case .files(let extensions): fileExtensions = extensions
    case .other: break
    }
  }

  /// Offers subcommands, the first words of statements, and files.
  private mutating func offerWords(of line: CommandLineSoFar) {
    items = line.subcommands.map { Item(word: $0.name, description: $0.abstract) }
    items += line.statementWords.filter { word in !items.contains { $0.word == word } }
      .map { Item(word: $0, description: "statement") }
    if line.command.name == "help" || line.isHelp {
      items = HelpWords.all
    } else if let argument = line.nextArgument {
      let found = items
      offer(argument.completion)
      items += found.filter { !items.contains($0) }
    }
  }

  /// Offers the words of the language after the words of a statement.
  private mutating func offerStatement(after words: [String]) {
    let before = (words + [""]).joined(separator: " ")
    let text = before + typed
    let found = Completer.complete(
      text: text, cursor: text.utf8.count, context: context())
    items = found.compactMap { completion in
      guard completion.span.start >= before.utf8.count else { return nil }
      let kept = text.utf8.prefix(completion.span.start).dropFirst(before.utf8.count)
      return Item(
        word: String(decoding: kept, as: UTF8.self) + completion.text,
        description: completion.description)
    }
  }
}
