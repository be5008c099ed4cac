import Expressions
import JSON

extension SearchQuery {
  /// The number of clauses kept free to divide a search by time: one for each end of a range.
  private static let clausesOfRange = 2
  /// The maximum length of those clauses: ` AND created>=` and ` AND created<=` with their numbers.
  private static let lengthOfRange = 80

  /// Returns the range of `created` of possible matches, in Unix seconds, with 0 and `Int.max` for
  /// open ends; nil if the search cannot be divided by time.
  func createdRange(in search: SearchPushdown) -> ClosedRange<Int>? {
    guard search.object.searchField(named: "created")?.kind == .numeric, !isAlternatives,
      [clauses, clausesOfNull ?? []].allSatisfy({ clauses in
        clauses.count + Self.clausesOfRange <= SearchPushdown.clauseLimit
      }),
      max(text.count, textOfNull?.count ?? 0) + Self.lengthOfRange <= SearchPushdown.textLimit
    else { return nil }
    let bounds = covered.compactMap(\.createdBound)
    let oldest = bounds.map(\.lowerBound).max() ?? 0
    let newest = bounds.map(\.upperBound).min() ?? .max
    return oldest <= newest ? oldest...newest : nil
  }
}

extension Scalar {
  /// The range of `created` that a comparison allows, in Unix seconds; nil for other conditions.
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
