import JSON
import SandboxStore
import StripeCatalog

/// Decides whether an object matches a query, by its fields and the time it was created.
struct SearchEvaluator: Sendable {
  private let clauses: [Prepared]
  private let connective: SearchQuery.Connective

  /// A clause with what needs doing once and not for every row.
  private struct Prepared: Sendable {
    let clause: SearchClause
    /// The text asked for, in lower case.
    let text: String
    let words: [Substring]
  }

  init(query: SearchQuery) {
    connective = query.connective
    clauses = query.clauses.map { clause in
      let text = clause.condition.text.lowercased()
      return Prepared(clause: clause, text: text, words: Self.words(text))
    }
  }

  func matches(_ fields: IndexedFieldsReader, sortKey: Int) -> Bool {
    switch connective {
    case .all: clauses.allSatisfy { holds($0, fields, sortKey) }
    case .any: clauses.contains { holds($0, fields, sortKey) }
    }
  }

  private func holds(_ prepared: Prepared, _ fields: IndexedFieldsReader, _ sortKey: Int) -> Bool {
    let clause = prepared.clause
    if clause.name == "created" {
      return satisfies(String(sortKey), prepared) != clause.isNegated
    }
    var isPresent = false
    var isSatisfied = false
    fields.eachValue(named: clause.name) { value in
      isPresent = true
      isSatisfied = satisfies(String(decoding: value, as: UTF8.self), prepared)
      return !isSatisfied
    }
    if clause.condition == .isAbsent { return isPresent == clause.isNegated }
    return isSatisfied != clause.isNegated
  }

  private func satisfies(_ value: String, _ prepared: Prepared) -> Bool {
    switch prepared.clause.condition {
    case .isAbsent:
      return false
    case .contains:
      return value.lowercased().contains(prepared.text)
    case .compared(let comparison, let text):
      return Self.compares(value, comparison, text)
    case .equals(let text):
      switch prepared.clause.kind {
      case .numeric:
        return Self.compares(value, .lessOrEqual, text)
          && Self.compares(value, .greaterOrEqual, text)
      case .token:
        return value.lowercased() == prepared.text
      case .string:
        return Self.hasWords(prepared.words, in: value)
      }
    }
  }

  private static func compares(_ left: String, _ comparison: SearchComparison, _ right: String)
    -> Bool
  {
    if let left = Int(left), let right = Int(right) {
      return comparison.holds(left, right)
    }
    guard let left = JSONNumber(validated: left).decimal,
      let right = JSONNumber(validated: right).decimal
    else { return false }
    return comparison.holds(left, right)
  }

  /// Stripe's exact match of strings: all words of the text, in their order and next to another.
  private static func hasWords(_ wanted: [Substring], in value: String) -> Bool {
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

extension SearchComparison {
  fileprivate func holds<Number: Comparable>(_ left: Number, _ right: Number) -> Bool {
    switch self {
    case .greater: left > right
    case .less: left < right
    case .greaterOrEqual: left >= right
    case .lessOrEqual: left <= right
    }
  }
}

extension SearchCondition {
  fileprivate var text: String {
    switch self {
    case .equals(let text), .contains(let text), .compared(_, let text): text
    case .isAbsent: ""
    }
  }
}
