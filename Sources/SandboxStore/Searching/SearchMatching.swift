#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An expression with the numbers of its scopes, ready to be asked.
indirect enum ScopedExpression {
  case phrase(String)
  case all([ScopedExpression])
  case any([ScopedExpression])
  case not(ScopedExpression)

  /// - Parameters:
  ///   - expression: simplified, and not `nothing`.
  ///   - everything: the token that all objects of the type have.
  ///   - number: the number of a scope, 0 where nothing was ever stored in it.
  init(
    _ expression: SearchExpression, everything: SearchToken,
    _ number: (_ scope: String) throws -> Int64
  ) rethrows {
    func inner(_ part: SearchExpression) throws -> ScopedExpression {
      try ScopedExpression(part, everything: everything, number)
    }
    switch expression {
    case .everything, .nothing: self = .phrase(try everything.text(number))
    case .phrase(let tokens): self = .phrase(try tokens.text(number))
    case .all(let parts): self = .all(try parts.map(inner))
    case .any(let parts): self = .any(try parts.map(inner))
    case .not(let part): self = .not(try inner(part))
    }
  }

  /// The expression in the language of SQLite's full-text index, which knows "not" only beside
  /// something else.
  func match(_ everything: String) -> String {
    switch self {
    case .phrase(let text): return "\"\(text)\""
    case .any(let parts): return Self.joined(parts.map { $0.match(everything) }, " OR ")
    case .not(let part): return "(\"\(everything)\" NOT \(part.match(everything)))"
    case .all(let parts):
      var wanted: [String] = []
      var unwanted: [String] = []
      for part in parts {
        if case .not(let inner) = part {
          unwanted.append(inner.match(everything))
        } else {
          wanted.append(part.match(everything))
        }
      }
      if wanted.isEmpty { wanted.append("\"\(everything)\"") }
      let head = Self.joined(wanted, " AND ")
      return unwanted.isEmpty ? head : "(\(head) NOT \(Self.joined(unwanted, " OR ")))"
    }
  }

  private static func joined(_ parts: [String], _ word: String) -> String {
    parts.count == 1 ? parts[0] : "(\(parts.joined(separator: word)))"
  }

  /// Returns true if it holds of an object whose tokens are in a text, with a blank before and
  /// after each.
  func holds(of text: UnsafePointer<CChar>) -> Bool {
    switch self {
    case .phrase(let phrase): strstr(text, " \(phrase) ") != nil
    case .all(let parts): parts.allSatisfy { $0.holds(of: text) }
    case .any(let parts): parts.contains { $0.holds(of: text) }
    case .not(let part): !part.holds(of: text)
    }
  }
}

extension SearchToken {
  func text(_ number: (_ scope: String) throws -> Int64) rethrows -> String {
    "\(try number(scope))\(mark.rawValue)\(text)"
  }
}

extension Sequence<SearchToken> {
  /// The tokens as they stand in the index, a blank between them.
  func text(_ number: (_ scope: String) throws -> Int64) rethrows -> String {
    var text = ""
    // Tokens of one scope stand next to each other.
    var (scope, known) = ("", "")
    for token in self {
      if known.isEmpty || token.scope != scope {
        (scope, known) = (token.scope, String(try number(token.scope)))
      }
      if !text.isEmpty { text += " " }
      text += known
      text += token.mark.rawValue
      text += token.text
    }
    return text
  }
}
