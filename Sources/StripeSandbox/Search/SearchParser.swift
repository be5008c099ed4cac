import StripeCatalog

/// The condition of one clause on a field.
enum SearchCondition: Hashable, Sendable {
  /// `field:"value"`
  case equals(String)
  /// `field~"value"`
  case contains(String)
  /// `field>value`
  case compared(SearchComparison, String)
  /// `field:null`
  case isAbsent
}

/// `-status:"open"`, with its field found in the catalog.
struct SearchClause: Hashable, Sendable {
  /// The name in digests: "metadata.tier".
  let name: String
  let kind: SearchField.Kind
  let condition: SearchCondition
  let isNegated: Bool
}

/// A whole query: its clauses, all of which must hold or any of which may.
struct SearchQuery: Hashable, Sendable {
  enum Connective: Sendable {
    case all
    case any
  }

  let clauses: [SearchClause]
  let connective: Connective
}

/// Reads Stripe's search language: clauses joined by AND or by blanks, or else by OR, never both,
/// and no parentheses. Source: Stripe's documentation of the search API.
struct SearchParser {
  static let clauseLimit = 10
  static let lengthLimit = 5_000
  static let shortestSubstring = 3

  private let fields: [SearchField]
  private var tokens: ArraySlice<SearchToken>

  static func parse(_ query: String, _ fields: [SearchField]) throws(SandboxError) -> SearchQuery {
    guard query.count <= lengthLimit else {
      throw SandboxError("Search queries can have up to \(lengthLimit) characters.", param: "query")
    }
    var parser = SearchParser(fields: fields, tokens: try SearchLexer.tokens(query)[...])
    return try parser.query()
  }

  private init(fields: [SearchField], tokens: ArraySlice<SearchToken>) {
    self.fields = fields
    self.tokens = tokens
  }

  private mutating func query() throws(SandboxError) -> SearchQuery {
    var clauses = [try clause()]
    var connective: SearchQuery.Connective?
    while !tokens.isEmpty {
      let next = takeConnective()
      guard connective == nil || connective == next else {
        throw SandboxError(
          "You can't combine both `AND` and `OR` in the same search query.", param: "query")
      }
      connective = next
      clauses.append(try clause())
    }
    guard clauses.count <= Self.clauseLimit else {
      throw SandboxError(
        "Search queries can have up to \(Self.clauseLimit) clauses.", param: "query")
    }
    return SearchQuery(clauses: clauses, connective: connective ?? .all)
  }

  private mutating func takeConnective() -> SearchQuery.Connective {
    guard case .word(let word)? = tokens.first else { return .all }
    switch word.lowercased() {
    case "and" where isKeyword:
      tokens.removeFirst()
      return .all
    case "or" where isKeyword:
      tokens.removeFirst()
      return .any
    default:
      return .all
    }
  }

  /// A field could be called like a keyword: then an operator follows.
  private var isKeyword: Bool {
    switch tokens.dropFirst().first {
    case .colon?, .tilde?, .comparison?: false
    case .word?, .quoted?, .minus?, .openBracket?, .closeBracket?, nil: true
    }
  }

  private mutating func clause() throws(SandboxError) -> SearchClause {
    var isNegated = false
    if tokens.first == .minus {
      tokens.removeFirst()
      isNegated = true
    }
    guard case .word(let word)? = tokens.popFirst() else {
      throw SearchRefusal.syntax("a field is expected")
    }
    let (name, field) = try field(word)
    let condition = try condition(word, field.kind)
    return SearchClause(name: name, kind: field.kind, condition: condition, isNegated: isNegated)
  }

  private mutating func field(_ word: String) throws(SandboxError) -> (String, SearchField) {
    let name = word.lowercased()
    guard let field = fields.first(where: { $0.name == name }) else {
      throw SearchRefusal.field(word, fields.map(\.name))
    }
    guard name == "metadata" else { return (name, field) }
    guard tokens.popFirst() == .openBracket, case .quoted(let key)? = tokens.popFirst(),
      tokens.popFirst() == .closeBracket
    else {
      throw SearchRefusal.syntax("metadata needs a key: metadata[\"key\"]")
    }
    return ("metadata.\(key)", field)
  }

  private mutating func condition(_ name: String, _ kind: SearchField.Kind)
    throws(SandboxError) -> SearchCondition
  {
    switch tokens.popFirst() {
    case .colon?:
      return try equality(name, kind)
    case .tilde?:
      guard kind == .string else { throw SearchRefusal.unsupported("~", name, kind.word) }
      let text = try value()
      guard text.count >= Self.shortestSubstring else {
        throw SandboxError(
          "Substring matches need at least \(Self.shortestSubstring) characters.", param: "query")
      }
      return .contains(text)
    case .comparison(let comparison)?:
      guard kind == .numeric else {
        throw SearchRefusal.unsupported(comparison.rawValue, name, kind.word)
      }
      return .compared(comparison, try number(name))
    case .word?, .quoted?, .minus?, .openBracket?, .closeBracket?, nil:
      throw SearchRefusal.syntax("an operator is expected after `\(name)`")
    }
  }

  private mutating func equality(_ name: String, _ kind: SearchField.Kind)
    throws(SandboxError) -> SearchCondition
  {
    if case .word(let word)? = tokens.first, word.lowercased() == "null" {
      tokens.removeFirst()
      return .isAbsent
    }
    return .equals(kind == .numeric ? try number(name) : try value())
  }

  /// A text needs quotes, a number may go without.
  private mutating func value() throws(SandboxError) -> String {
    switch tokens.popFirst() {
    case .quoted(let text)?: return text
    case .word(let word)? where DecimalText.number(word) != nil: return word
    case .word?, .colon?, .tilde?, .comparison?, .minus?, .openBracket?, .closeBracket?, nil:
      throw SearchRefusal.syntax("a value in quotes is expected")
    }
  }

  private mutating func number(_ name: String) throws(SandboxError) -> String {
    let sign = tokens.first == .minus ? "-" : ""
    if !sign.isEmpty { tokens.removeFirst() }
    let text = sign + (try value())
    guard DecimalText.number(text) != nil else {
      throw SearchRefusal.syntax("`\(name)` is compared with a number, not with '\(text)'")
    }
    return text
  }
}

extension SearchField.Kind {
  fileprivate var word: String {
    switch self {
    case .numeric: "numeric"
    case .token: "token"
    case .string: "string"
    }
  }
}
