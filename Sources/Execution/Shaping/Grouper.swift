import Expressions
import JSON

/// Counts and sums rows by what they share.
struct Grouper {
  private struct Group {
    var first: Row?
    var accumulators: [Accumulator]
  }

  private let columns: [SelectedColumn]
  private let groupBy: [RowPath]
  private var groups: [[JSONValue]: Group] = [:]
  /// Keys in the order they were first met.
  private var order: [[JSONValue]] = []

  init(columns: [SelectedColumn], groupBy: [RowPath]) {
    self.columns = columns
    self.groupBy = groupBy
    // Without `group by` all rows are one group, which is there even when no row is.
    if groupBy.isEmpty { open([]) }
  }

  mutating func add(_ row: Row) throws(EvaluationError) {
    let key = groupBy.map { row.field($0) ?? .null }
    if groups[key] == nil { open(key) }
    guard var group = groups[key] else { return }
    groups[key] = nil
    if group.first == nil { group.first = row.detached }
    var index = 0
    for column in columns {
      guard case .aggregate(_, let scalar, let currency) = column.content else { continue }
      try group.accumulators[index].add(
        try scalar?.evaluated(on: row) ?? .bool(true), in: currency.flatMap { row.field($0) })
      index += 1
    }
    groups[key] = group
  }

  private mutating func open(_ key: [JSONValue]) {
    order.append(key)
    let accumulators = columns.compactMap { column -> Accumulator? in
      guard case .aggregate(let function, _, _) = column.content else { return nil }
      return Accumulator(function)
    }
    groups[key] = Group(first: nil, accumulators: accumulators)
  }

  /// The groups as flat rows: a member a column, by its label.
  func rows() throws(EvaluationError) -> [Row] {
    var rows: [Row] = []
    for key in order {
      guard let group = groups[key] else { continue }
      rows.append(.computed(.object(try row(of: group))))
    }
    return rows
  }

  private func row(of group: Group) throws(EvaluationError) -> JSONObject {
    var object = JSONObject()
    var results = group.accumulators.map(\.result)[...]
    for column in columns {
      switch column.content {
      case .aggregate: object.members.append(JSONMember(column.label, results.popFirst() ?? .null))
      case .scalar(let scalar):
        let value = try group.first.map { row throws(EvaluationError) in
          try scalar.evaluated(on: row)
        }
        object.members.append(JSONMember(column.label, value ?? .null))
      }
    }
    return object
  }
}
