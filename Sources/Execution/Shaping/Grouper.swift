import Expressions
import JSON

/// Groups rows by the keys they share, and computes the aggregates of each group.
struct Grouper {
  private let grouping: Grouping
  private var groups: [[JSONValue]: [Accumulator]] = [:]
  /// The keys in the order they were first seen.
  private var order: [[JSONValue]] = []

  init(_ grouping: Grouping) {
    self.grouping = grouping
    // Without keys all rows are one group, which exists even if there are no rows.
    if grouping.keys.isEmpty { open([]) }
  }

  /// The number of groups so far.
  var count: Int { order.count }

  /// True if the result only lists the groups: once all are known, more rows change nothing.
  var isSelection: Bool { grouping.aggregates.isEmpty && grouping.having == nil }

  mutating func add(_ row: some Scope) throws(EvaluationError) {
    var key: [JSONValue] = []
    for scalar in grouping.keys { key.append(try scalar.evaluated(on: row).identity) }
    if groups[key] == nil { open(key) }
    guard !grouping.aggregates.isEmpty, var accumulators = groups[key] else { return }
    // A second reference in the dictionary would copy the accumulators when they grow.
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

  /// Returns the groups that satisfy `having`, in the order they were first seen.
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
  /// Adds the value of a row, or each value that a path through a list leads to.
  fileprivate mutating func add(
    _ aggregate: Aggregate, on row: some Scope
  ) throws(EvaluationError) {
    guard let scalar = aggregate.argument else { return try add(.bool(true)) }
    let value = try scalar.evaluated(on: row)
    // In a list of amounts the first currency is that of all: those within one object have one.
    let code = aggregate.currency.flatMap { row.field($0) }.flatMap {
      $0.array.map { $0.first ?? .null } ?? $0
    }
    guard scalar.isMany else { return try add(value, in: code) }
    for element in value.array ?? [] { try add(element, in: code) }
  }
}
