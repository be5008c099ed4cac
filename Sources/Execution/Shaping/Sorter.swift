import Analysis
import Evaluation
import JSON

/// Keeps rows in order; with a limit it keeps no more than that many.
struct Sorter {
  private struct Entry {
    var keys: [JSONValue]
    /// Rows that tie stay in the order they came.
    var arrival: Int
    var row: Row
  }

  private let keys: [OrderKey]
  private let limit: Int?
  private var entries: [Entry] = []
  private var arrivals = 0

  init(keys: [OrderKey], limit: Int?) {
    self.keys = keys
    self.limit = limit
  }

  mutating func add(_ row: Row) throws(EvaluationError) {
    var values: [JSONValue] = []
    for key in keys { values.append(try key.scalar.evaluated(on: row)) }
    arrivals += 1
    entries.append(Entry(keys: values, arrival: arrivals, row: row.detached))
    guard let limit, entries.count >= max(2 * limit, 1024) else { return }
    trim(to: limit)
  }

  var sorted: [Row] {
    let rows = entries.sorted(by: precedes).map(\.row)
    return limit.map { Array(rows.prefix($0)) } ?? rows
  }

  private mutating func trim(to limit: Int) {
    entries.sort(by: precedes)
    entries.removeLast(entries.count - min(limit, entries.count))
  }

  private func precedes(_ left: Entry, _ right: Entry) -> Bool {
    for (index, key) in keys.enumerated() {
      switch Self.order(left.keys[index], right.keys[index]) {
      case .same: continue
      case .ascending: return !key.isDescending
      case .descending: return key.isDescending
      }
    }
    return left.arrival < right.arrival
  }

  /// Null comes before everything; values of different kinds stand by their kind.
  private static func order(_ left: JSONValue, _ right: JSONValue) -> Values.Order {
    if let order = Values.order(left, right, as: .any) { return order }
    let ranks = (rank(left), rank(right))
    if ranks.0 == ranks.1 { return .same }
    return ranks.0 < ranks.1 ? .ascending : .descending
  }

  private static func rank(_ value: JSONValue) -> Int {
    switch value {
    case .null: 0
    case .bool: 1
    case .number: 2
    case .string: 3
    case .array: 4
    case .object: 5
    }
  }
}
