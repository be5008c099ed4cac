import JSON

/// The grouping of rows: the keys that rows of a group share, and the aggregates computed for each
/// group.
package struct Grouping: Sendable, Hashable {
  /// The values that rows of a group share; without any, all rows are one group.
  package var keys: [Scalar]
  /// The aggregates computed for each group.
  package var aggregates: [Aggregate]
  /// The condition for groups, over their keys and aggregates; nil if there is none.
  package var having: Scalar?

  /// Creates a grouping; without keys it has one group.
  package init(keys: [Scalar] = [], aggregates: [Aggregate] = [], having: Scalar? = nil) {
    self.keys = keys
    self.aggregates = aggregates
    self.having = having
  }

  /// Returns an expression over a group in terms of its rows, for display.
  package func spelledOut(_ scalar: Scalar) -> Scalar {
    switch scalar {
    case .group(.key(let index)) where keys.indices.contains(index): keys[index]
    case .group(.aggregate(let index)) where aggregates.indices.contains(index):
      aggregates[index].call
    case .constant, .field, .variable, .operation, .group, .moment, .zone, .element, .each,
      .shifted,
      .concatenation, .array, .object, .call, .column, .fitted, .arithmetic, .comparison, .like,
      .membership, .isNull, .all, .any, .not:
      scalar.mapParts(spelledOut)
    }
  }
}

/// An aggregate over the rows of a group: `sum(total)`, `count(distinct customer)`.
package struct Aggregate: Sendable, Hashable {
  /// The function to compute.
  package var function: AggregateFunction
  /// The value taken from each row; nil if rows are counted.
  package var argument: Scalar?
  /// True if equal values count once.
  package var isDistinct: Bool
  /// The path to the currency of the amounts, which must be the same in all rows; nil if they are
  /// not amounts of money.
  package var currency: RowPath?

  /// Creates an aggregate; without an argument it counts rows.
  package init(
    _ function: AggregateFunction, of argument: Scalar? = nil, isDistinct: Bool = false,
    currency: RowPath? = nil
  ) {
    self.function = function
    self.argument = argument
    self.isDistinct = isDistinct
    self.currency = currency
  }

  /// The text of the aggregate in the syntax of the language.
  package var sourceText: String {
    "\(function.rawValue)(\(isDistinct ? "distinct " : "")\(argument?.sourceText ?? ""))"
  }

  /// The aggregate as a call, for display.
  fileprivate var call: Scalar {
    .call(function.function, argument.map { [$0] } ?? [])
  }
}

/// A value of a group.
package enum GroupPart: Sendable, Hashable {
  /// The n-th grouping key, counted from zero.
  case key(Int)
  /// The n-th aggregate, counted from zero.
  case aggregate(Int)
}

/// The keys and aggregates of one group.
package struct GroupRow: Scope {
  private let keys: [JSONValue]
  private let aggregates: [JSONValue]

  /// Creates a group from its values, in the order of the grouping's keys and aggregates.
  package init(keys: [JSONValue], aggregates: [JSONValue]) {
    (self.keys, self.aggregates) = (keys, aggregates)
  }

  package func field(_ path: RowPath) -> JSONValue? { nil }

  package func part(_ part: GroupPart) -> JSONValue? {
    switch part {
    case .key(let index): keys.indices.contains(index) ? keys[index] : nil
    case .aggregate(let index): aggregates.indices.contains(index) ? aggregates[index] : nil
    }
  }
}
