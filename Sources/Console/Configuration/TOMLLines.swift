/// Finds the line a member of a TOML text stands in, which the TOML reader does not tell.
///
/// It knows tables and keys line by line, as a configuration is written; a place written in a
/// rarer way (inside an inline table, say) is found by the line of what encloses it.
struct TOMLLines {
  private var lineOfPath: [[String]: Int] = [:]

  init(_ text: String) {
    var table: [String] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let line = line.drop { $0 == " " || $0 == "\t" }
      if line.hasPrefix("[") {
        table = Self.names(line.drop { $0 == "[" }, until: "]")
        note(table, at: index + 1)
      } else if line.contains("=") {
        note(table + Self.names(line, until: "="), at: index + 1)
      }
    }
  }

  /// The line (from 1) of a member, or of the nearest table around it.
  func line(of path: [String]) -> Int? {
    for length in stride(from: path.count, to: 0, by: -1) {
      if let line = lineOfPath[Array(path.prefix(length))] { return line }
    }
    return nil
  }

  /// A dotted name makes its enclosing tables known too.
  private mutating func note(_ path: [String], at line: Int) {
    for length in stride(from: 1, through: path.count, by: 1) {
      let prefix = Array(path.prefix(length))
      if lineOfPath[prefix] == nil { lineOfPath[prefix] = line }
    }
  }

  /// The parts of a dotted name, quotes taken off, up to a closing mark outside quotes.
  private static func names(_ text: Substring, until end: Character) -> [String] {
    var names = [""]
    var quote: Character?
    for character in text {
      if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
      } else if quote == nil, character == end {
        break
      } else if quote == nil, character == "." {
        names.append("")
      } else if quote != nil || !character.isWhitespace {
        names[names.count - 1].append(character)
      }
    }
    return names
  }
}
