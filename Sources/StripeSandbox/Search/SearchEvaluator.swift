import JSON
import StripeCatalog

/// Tells whether an object answers a query, by its digest and the time it was created.
struct SearchEvaluator: Sendable {
  let query: SearchQuery

  func matches(_ digest: Digest, position: Int) -> Bool {
    digest.bytes.withUnsafeBytes { matches(DigestReader($0), position: position) }
  }

  func matches(_ digest: DigestReader, position: Int) -> Bool {
    switch query.connective {
    case .all: query.clauses.allSatisfy { holds($0, digest, position) }
    case .any: query.clauses.contains { holds($0, digest, position) }
    }
  }

  private func holds(_ clause: SearchClause, _ digest: DigestReader, _ position: Int) -> Bool {
    if clause.name == "created" {
      return satisfies(String(position), clause) != clause.isNegated
    }
    var isPresent = false
    var isSatisfied = false
    digest.forEach(named: clause.name) { value in
      isPresent = true
      isSatisfied = satisfies(String(decoding: value, as: UTF8.self), clause)
      return !isSatisfied
    }
    if clause.condition == .isAbsent { return isPresent == clause.isNegated }
    return isSatisfied != clause.isNegated
  }

  private func satisfies(_ value: String, _ clause: SearchClause) -> Bool {
    switch clause.condition {
    case .isAbsent:
      return false
    case .contains(let part):
      return value.lowercased().contains(part.lowercased())
    case .compared(let comparison, let text):
      return Self.compares(value, comparison, text)
    case .equals(let text):
      switch clause.kind {
      case .numeric:
        return Self.compares(value, .lessOrEqual, text)
          && Self.compares(value, .greaterOrEqual, text)
      case .token:
        return value.lowercased() == text.lowercased()
      case .string:
        return Self.hasWords(of: text, in: value)
      }
    }
  }

  private static func compares(_ left: String, _ comparison: SearchComparison, _ right: String)
    -> Bool
  {
    guard let left = JSONNumber(validated: left).decimal,
      let right = JSONNumber(validated: right).decimal
    else { return false }
    switch comparison {
    case .greater: return left > right
    case .less: return left < right
    case .greaterOrEqual: return left >= right
    case .lessOrEqual: return left <= right
    }
  }

  /// Stripe's exact match of strings: all words of the text, in their order and next to another.
  static func hasWords(of text: String, in value: String) -> Bool {
    let wanted = words(text)
    let found = words(value)
    guard !wanted.isEmpty, wanted.count <= found.count else { return false }
    return (0...(found.count - wanted.count)).contains { start in
      found[start..<(start + wanted.count)].elementsEqual(wanted)
    }
  }

  private static func words(_ text: String) -> [Substring] {
    text.lowercased().split { $0.isWhitespace }
  }
}
