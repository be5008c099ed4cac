/// A grammar in the W3C's notation, as far as `grammar/pinstripe.ebnf` uses it.
struct EBNF: Sendable {
  indirect enum Rule: Sendable {
    case reference(String)
    case literal(String)
    case characters([Character])
    case sequence([Rule])
    case choice([Rule])
    case repeated(Rule, least: Int, most: Int)
  }

  private(set) var productions: [String: Rule] = [:]
  private(set) var names: [String] = []

  struct Malformed: Error { var place: Substring }

  /// How often at most the generator repeats what may stand any number of times.
  static let repeats = 3

  init(_ text: String) throws {
    var rest = EBNF.withoutComments(text)[...]
    EBNF.skipBlanks(&rest)
    while !rest.isEmpty {
      guard let name = EBNF.name(&rest), EBNF.take("::=", &rest) else {
        throw Malformed(place: rest.prefix(40))
      }
      productions[name] = try EBNF.choice(&rest)
      names.append(name)
    }
  }

  /// The productions that are functions of the parser; the others are tokens.
  var syntactic: [String] { names.filter { $0.first?.isLowercase == true } }

  private static func withoutComments(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "/*"),
      let end = rest[start.upperBound...].firstRange(of: "*/")
    {
      result += rest[..<start.lowerBound]
      rest = rest[end.upperBound...]
    }
    return result + rest
  }

  private static func choice(_ rest: inout Substring) throws -> Rule {
    var alternatives = [try sequence(&rest)]
    while take("|", &rest) { alternatives.append(try sequence(&rest)) }
    return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
  }

  private static func sequence(_ rest: inout Substring) throws -> Rule {
    var parts: [Rule] = []
    while var part = try item(&rest) {
      if take("?", &rest) { part = .repeated(part, least: 0, most: 1) }
      if take("*", &rest) { part = .repeated(part, least: 0, most: repeats) }
      if take("+", &rest) { part = .repeated(part, least: 1, most: repeats) }
      parts.append(part)
    }
    guard !parts.isEmpty else { throw Malformed(place: rest.prefix(40)) }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private static func item(_ rest: inout Substring) throws -> Rule? {
    if take("(", &rest) {
      let inner = try choice(&rest)
      guard take(")", &rest) else { throw Malformed(place: rest.prefix(40)) }
      return inner
    }
    if let quote = rest.first, quote == "\"" || quote == "'" {
      guard let end = rest.dropFirst().firstIndex(of: quote) else {
        throw Malformed(place: rest.prefix(40))
      }
      defer { advance(to: rest.index(after: end), &rest) }
      return .literal(String(rest[rest.index(after: rest.startIndex)..<end]))
    }
    if rest.first == "[" {
      guard let end = rest.firstIndex(of: "]") else { throw Malformed(place: rest.prefix(40)) }
      defer { advance(to: rest.index(after: end), &rest) }
      return .characters(characters(rest[rest.index(after: rest.startIndex)..<end]))
    }
    var ahead = rest
    guard let name = name(&ahead), !ahead.hasPrefix("::=") else { return nil }
    rest = ahead
    return .reference(name)
  }

  private static func characters(_ text: Substring) -> [Character] {
    var result: [Character] = []
    var rest = text
    while let first = rest.popFirst() {
      guard rest.first == "-", let last = rest.dropFirst().first, let low = first.asciiValue,
        let high = last.asciiValue, low < high
      else {
        result.append(first)
        continue
      }
      rest = rest.dropFirst(2)
      result += (low...high).map { Character(UnicodeScalar($0)) }
    }
    return result
  }

  private static func name(_ rest: inout Substring) -> String? {
    let name = rest.prefix { $0.isLetter || $0 == "-" }
    guard !name.isEmpty else { return nil }
    advance(to: name.endIndex, &rest)
    return String(name)
  }

  private static func take(_ text: String, _ rest: inout Substring) -> Bool {
    guard rest.hasPrefix(text) else { return false }
    advance(to: rest.index(rest.startIndex, offsetBy: text.count), &rest)
    return true
  }

  private static func advance(to index: Substring.Index, _ rest: inout Substring) {
    rest = rest[index...]
    skipBlanks(&rest)
  }

  private static func skipBlanks(_ rest: inout Substring) {
    rest = rest.drop(while: \.isWhitespace)
  }
}

extension Substring {
  /// The first place where a text stands.
  fileprivate func firstRange(of text: String) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(text) {
        return index..<self.index(index, offsetBy: text.count)
      }
      index = self.index(after: index)
    }
    return nil
  }
}
