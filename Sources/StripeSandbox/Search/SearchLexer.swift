/// A token of Stripe's search language.
enum SearchToken: Hashable, Sendable {
  /// A bare word: a field's name, a keyword or a number.
  case word(String)
  /// Text between quotes, its escapes undone.
  case quoted(String)
  /// `:`
  case colon
  /// `~`
  case tilde
  /// `>`, `<`, `>=`, `<=`
  case comparison(SearchComparison)
  /// `-`
  case minus
  /// `[`
  case openBracket
  /// `]`
  case closeBracket
}

enum SearchComparison: String, Sendable {
  case greater = ">"
  case less = "<"
  case greaterOrEqual = ">="
  case lessOrEqual = "<="
}

/// Cuts a query into tokens, scalar by scalar: a quote ends a text whatever accent follows it.
struct SearchLexer {
  private var rest: Substring.UnicodeScalarView

  static func tokens(_ query: String) throws(SandboxError) -> [SearchToken] {
    var lexer = SearchLexer(rest: query[...].unicodeScalars)
    var tokens: [SearchToken] = []
    while let token = try lexer.next() { tokens.append(token) }
    return tokens
  }

  private mutating func next() throws(SandboxError) -> SearchToken? {
    rest = rest.drop { $0.properties.isWhitespace }
    guard let first = rest.first else { return nil }
    switch first {
    case ":": return single(.colon)
    case "~": return single(.tilde)
    case "[": return single(.openBracket)
    case "]": return single(.closeBracket)
    case "-": return single(.minus)
    case ">": return comparison(.greater, .greaterOrEqual)
    case "<": return comparison(.less, .lessOrEqual)
    case "\"", "'": return try .quoted(quoted(first))
    default: return try word()
    }
  }

  private mutating func single(_ token: SearchToken) -> SearchToken {
    rest.removeFirst()
    return token
  }

  private mutating func comparison(_ bare: SearchComparison, _ orEqual: SearchComparison)
    -> SearchToken
  {
    rest.removeFirst()
    guard rest.first == "=" else { return .comparison(bare) }
    rest.removeFirst()
    return .comparison(orEqual)
  }

  private mutating func quoted(_ quote: UnicodeScalar) throws(SandboxError) -> String {
    rest.removeFirst()
    var text = "".unicodeScalars
    while let scalar = rest.popFirst() {
      if scalar == quote { return String(text) }
      text.append(scalar == "\\" ? rest.popFirst() ?? scalar : scalar)
    }
    throw SearchRefusal.syntax("a quote is not closed")
  }

  private mutating func word() throws(SandboxError) -> SearchToken {
    let word = rest.prefix { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "_.".unicodeScalars.contains(scalar)
    }
    guard !word.isEmpty else {
      throw SearchRefusal.syntax("'\(String(rest.prefix(1)))' is not expected here")
    }
    rest = rest.dropFirst(word.count)
    return .word(String(word))
  }
}

/// The 400 responses for invalid queries.
enum SearchRefusal {
  static func syntax(_ reason: String) -> SandboxError {
    SandboxError(
      """
      We were unable to parse your search query: \(reason). Try using the format \
      `metadata["key"]:"value"` to query for metadata or key:"value" to query for other fields.
      """, param: "query")
  }

  static func field(_ name: String, _ fields: [String]) -> SandboxError {
    let hint = NearbyName.nearest(to: name, among: fields).map { " Did you mean `\($0)`?" } ?? ""
    return SandboxError(
      "Field `\(name)` is an unsupported search field for resource.\(hint)"
        + " Searchable fields are: \(fields.joined(separator: ", ")).", param: "query")
  }

  static func unsupported(_ operation: String, _ name: String, _ kind: String) -> SandboxError {
    SandboxError(
      "Field `\(name)` is a \(kind) field and does not support the `\(operation)` operator.",
      param: "query")
  }
}
