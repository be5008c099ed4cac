import GRDB

/// A selection as a query of the database: of the index of a type, or of that of a filter.
struct SelectionQuery {
  /// What the rows of one walk along an index have in common.
  private enum Key {
    case type
    case value(String)
  }

  private let scope: Int64
  private let keys: [Key]
  private let bounds: [Bound]
  private let isForward: Bool

  /// - Parameter values: of the filter; nil for all objects of the scope's type.
  init(_ selection: Selection, scope: Int64, values: [String]?) {
    self.scope = scope
    keys = values.map { Set($0).sorted().map(Key.value) } ?? [.type]
    bounds = Self.bounds(selection)
    isForward = selection.direction == .forward
  }

  /// Each value is a walk along the index of its own; the database merges them.
  var sql: String {
    let direction = isForward ? "DESC" : "ASC"
    return walks("sort_key, seq") + " ORDER BY sort_key \(direction), seq \(direction)"
  }

  var arguments: StatementArguments {
    let arguments = keys.flatMap { key -> [any DatabaseValueConvertible] in
      switch key {
      case .type: [scope] + bounds.flatMap(\.values)
      case .value(let value): [scope, value] + bounds.flatMap(\.values)
      }
    }
    return StatementArguments(arguments)
  }

  /// Counts up to a limit, which follows the other arguments. Only for a single walk: an object may
  /// have several of the values of a filter.
  var countSQL: String? {
    keys.count == 1 ? "SELECT count(*) FROM (\(walks("1")) LIMIT ?)" : nil
  }

  private func walks(_ columns: String) -> String {
    let end = bounds.map { " AND \($0.sql)" }.joined()
    return keys.map { key in
      switch key {
      case .type: "SELECT \(columns) FROM objects WHERE scope = ?\(end)"
      case .value: "SELECT \(columns) FROM filters WHERE scope = ? AND value = ?\(end)"
      }
    }.joined(separator: " UNION ALL ")
  }

  private struct Bound {
    let sql: String
    let values: [Int]
  }

  /// At most one bound for each end, so that the database walks the index between them and nothing
  /// else, however deep the page.
  private static func bounds(_ selection: Selection) -> [Bound] {
    let keys = selection.sortKeys
    var low = keys.lowerBound == .min ? nil : Bound(sql: "sort_key >= ?", values: [keys.lowerBound])
    var high =
      keys.upperBound == .max ? nil : Bound(sql: "sort_key <= ?", values: [keys.upperBound])
    if let place = selection.place {
      let values = [place.sortKey, Int(place.seq)]
      switch selection.direction {
      case .forward where place.sortKey <= keys.upperBound:
        high = Bound(sql: "(sort_key, seq) < (?, ?)", values: values)
      case .backward where place.sortKey >= keys.lowerBound:
        low = Bound(sql: "(sort_key, seq) > (?, ?)", values: values)
      case .forward, .backward:
        break
      }
    }
    return [low, high].compactMap(\.self)
  }
}
