/// Words that stand for a statement at the prompt alone, as people know them from other prompts.
enum PromptWord {
  private static let statements: [String: String] = [
    "\\q": "exit", ".quit": "exit", ".exit": "exit", "quit": "exit", ":q": "exit",
    "?": "help", "\\?": "help", "\\h": "help", ".help": "help",
    "\\d": "describe",
  ]

  /// What a word alone means where it means something else with words behind it.
  private static let statementsAlone = ["\\d": "show objects"]

  /// The statement that an entry stands for; most stand for themselves.
  static func statement(for entry: String) -> String {
    let (word, rest) = parts(of: entry)
    guard let statement = statements[word.lowercased()] else { return entry }
    if rest.isEmpty { return statementsAlone[word.lowercased()] ?? statement }
    return "\(statement) \(rest)"
  }

  /// Whether an entry is one of these words, and so is whole whatever the language says of it.
  static func isAlone(_ entry: String) -> Bool {
    statements[parts(of: entry).word.lowercased()] != nil
  }

  static func isBlank(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }

  /// The first word and what follows, without blanks around them or a last `;`.
  private static func parts(of entry: String) -> (word: String, rest: String) {
    var scalars = entry.unicodeScalars[...]
    while let last = scalars.last, last == ";" || last.properties.isWhitespace {
      scalars.removeLast()
    }
    scalars = scalars.drop(while: \.properties.isWhitespace)
    let end = scalars.firstIndex(where: \.properties.isWhitespace) ?? scalars.endIndex
    let rest = scalars[end...].drop(while: \.properties.isWhitespace)
    return (String(scalars[..<end]), String(rest))
  }
}
