/// Abbreviations at the prompt that are familiar from other programs, such as `\q` for `exit`.
enum PromptWord {
  private static let statements: [String: String] = [
    "\\q": "exit", ".quit": "exit", ".exit": "exit", "quit": "exit", ":q": "exit",
    "?": "help", "\\?": "help", "\\h": "help", ".help": "help",
    "\\d": "describe",
  ]

  /// The statements of words whose meaning is different without arguments.
  private static let statementsAlone = ["\\d": "show objects"]

  /// Returns the statement for an entry; most entries are statements themselves.
  static func statement(for entry: String) -> String {
    let (word, rest) = parts(of: entry)
    guard let statement = statements[word.lowercased()] else { return entry }
    if rest.isEmpty { return statementsAlone[word.lowercased()] ?? statement }
    return "\(statement) \(rest)"
  }

  /// Returns true if an entry begins with an abbreviation, and is complete without parsing.
  static func isAlone(_ entry: String) -> Bool {
    statements[parts(of: entry).word.lowercased()] != nil
  }

  static func isBlank(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }

  /// Returns the first word and the rest, without surrounding blanks and a final `;`.
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
