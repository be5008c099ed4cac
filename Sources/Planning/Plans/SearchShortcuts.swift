import Expressions

/// A search for the rows with the greatest or least values of a field.
///
/// Stripe's search does not sort, but it counts: a threshold is found above which there are enough
/// rows and not many more, and only these are read.
package struct TopSearch: Sendable, Hashable {
  /// The path of the request.
  package var path: String
  /// The condition in Stripe's search language.
  package var query: String
  /// The field with whole numbers, as rows and searches name it.
  package var field: String
  /// True for the greatest values, false for the least.
  package var isDescending: Bool
  /// True if rows with equal values come newest first, so that the newest of them are enough.
  package var hasOneKey: Bool
  /// The number of rows that are needed.
  package var rows: Int
  /// The number of rows per page, 1 to 100.
  package var pageSize: Int
  /// The range of `created` of possible matches, in Unix seconds, with 0 and `Int.max` for open
  /// ends.
  package var createdRange: ClosedRange<Int>
  /// The route if there is no such threshold, or if the responses contradict each other.
  package var otherwise: Route
}

extension TopSearch {
  /// The search for rows with a value or a better one; with no value for all.
  package func query(from value: Int?) -> String {
    value.map { "\(query) AND \(field)\(isDescending ? ">=" : "<=")\($0)" } ?? query
  }

  /// The search for rows with exactly one value.
  package func query(of value: Int) -> String { "\(query) AND \(field):\(value)" }
}

/// A search whose number of matches is the number of rows: `expand[]=total_count`.
package struct CountSearch: Sendable, Hashable {
  /// The path of the request.
  package var path: String
  /// The query in Stripe's search language, which matches exactly the rows to count.
  package var query: String
  /// The condition of the rows to count, by which a response is checked.
  package var condition: Scalar
  /// The range of `created` of possible matches, in Unix seconds, with 0 and `Int.max` for open
  /// ends; nil if the search cannot be divided by time.
  package var createdRange: ClosedRange<Int>?

  /// The number of matches from which on Stripe's count is not exact. Source: "accurate to 10,000"
  /// in Stripe's description of `total_count`.
  package static let limit = 10_000
}
