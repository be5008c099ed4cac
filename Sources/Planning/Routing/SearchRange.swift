import Expressions
import JSON

extension SearchQuery {
  /// Clauses that stay free where a search is divided: one for each end of a range.
  private static let clausesOfRange = 2
  /// What those clauses take at most: ` AND created>=` and ` AND created<=` with their numbers.
  private static let lengthOfRange = 80

  /// The seconds of `created` that matches can have, open ends being 0 and `Int.max`; nil where the
  /// search cannot be divided by them.
  func createdRange(in search: SearchPushdown) -> ClosedRange<Int>? {
    guard search.object.searchField(named: "created")?.kind == .numeric, !isAlternatives,
      covered.count + Self.clausesOfRange <= SearchPushdown.clauseLimit,
      text.count + Self.lengthOfRange <= SearchPushdown.textLimit
    else { return nil }
    let bounds = covered.compactMap(\.createdBound)
    let oldest = bounds.map(\.lowerBound).max() ?? 0
    let newest = bounds.map(\.upperBound).min() ?? .max
    return oldest <= newest ? oldest...newest : nil
  }
}

extension Scalar {
  /// The seconds that a comparison leaves to `created`.
  fileprivate var createdBound: ClosedRange<Int>? {
    guard case .comparison(let comparison, .field(let path), .constant(let value), _) = self,
      path == RowPath(keys: "created"), let second = value.integer, second >= 0
    else { return nil }
    switch comparison {
    case .equal: return second...second
    case .less: return 0...max(0, second - 1)
    case .lessOrEqual: return 0...second
    case .greater: return (second == .max ? second : second + 1)...Int.max
    case .greaterOrEqual: return second...Int.max
    case .notEqual, .contains: return nil
    }
  }
}
