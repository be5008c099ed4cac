import Expressions
import JSON

/// Puts rows together by what they share, and counts and sums them.
struct Grouper {
  private let grouping: Grouping
  private var groups: [[JSONValue]: [Accumulator]] = [:]
  /// Keys in the order they were first met.
  private var order: [[JSONValue]] = []

  init(_ grouping: Grouping) {
    self.grouping = grouping
    // Without keys all rows are one group, which is there even when no row is.
    if grouping.keys.isEmpty { open([]) }
  }

  /// Groups so far.
  var count: Int { order.count }

  /// Whether rows only tell which groups there are: once all are known, further rows add nothing.
  var isSelection: Bool { grouping.aggregates.isEmpty && grouping.having == nil }

  mutating func add(_ row: some Scope) throws(EvaluationError) {
    var key: [JSONValue] = []
    for scalar in grouping.keys { key.append(try scalar.evaluated(on: row).identity) }
    if groups[key] == nil { open(key) }
    guard !grouping.aggregates.isEmpty, var accumulators = groups[key] else { return }
    // What stays behind would be copied as it grows.
    groups[key] = []
    for (index, aggregate) in grouping.aggregates.enumerated() {
      try accumulators[index].add(aggregate, on: row)
    }
    groups[key] = accumulators
  }

  private mutating func open(_ key: [JSONValue]) {
    order.append(key)
    groups[key] = grouping.aggregates.map {
      Accumulator($0.function, isDistinct: $0.isDistinct)
    }
  }

  /// The groups that hold what groups must hold, in the order they were first met.
  func rows() throws(EvaluationError) -> [GroupRow] {
    var rows: [GroupRow] = []
    for key in order {
      let row = GroupRow(keys: key, aggregates: groups[key]?.map(\.result) ?? [])
      if try grouping.having?.holds(on: row) ?? true { rows.append(row) }
    }
    return rows
  }
}

extension Accumulator {
  /// Adds what a row has: its value, or each of those that a path through a list leads to.
  fileprivate mutating func add(
    _ aggregate: Aggregate, on row: some Scope
  ) throws(EvaluationError) {
    guard let scalar = aggregate.argument else { return try add(.bool(true)) }
    let value = try scalar.evaluated(on: row)
    // Of a list of amounts, the first currency counts for all: those within one object have one.
    let code = aggregate.currency.flatMap { row.field($0) }.flatMap {
      $0.array.map { $0.first ?? .null } ?? $0
    }
    guard scalar.isMany else { return try add(value, in: code) }
    for element in value.array ?? [] { try add(element, in: code) }
  }
}
