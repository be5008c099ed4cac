import JSON

/// How rows are put together: what those of a group share, and what is computed of all of them.
package struct Grouping: Sendable, Hashable {
  /// What rows of a group have in common; all rows are one group where there is none.
  package var keys: [Scalar]
  package var aggregates: [Aggregate]
  /// What groups must hold, by their parts.
  package var having: Scalar?

  package init(keys: [Scalar] = [], aggregates: [Aggregate] = [], having: Scalar? = nil) {
    self.keys = keys
    self.aggregates = aggregates
    self.having = having
  }

  /// A scalar over a group in the terms of its rows, for people to read.
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

/// `sum(total)`, `count(distinct customer)`: one value computed of all rows of a group.
package struct Aggregate: Sendable, Hashable {
  package var function: AggregateFunction
  /// What is taken of each row; nil where rows are counted.
  package var argument: Scalar?
  /// Whether values that are equal count once.
  package var isDistinct: Bool
  /// Where the currency of the amounts is, which must be one in all rows; nil where they are not
  /// money.
  package var currency: RowPath?

  package init(
    _ function: AggregateFunction, of argument: Scalar? = nil, isDistinct: Bool = false,
    currency: RowPath? = nil
  ) {
    self.function = function
    self.argument = argument
    self.isDistinct = isDistinct
    self.currency = currency
  }

  /// As the language writes it.
  package var sourceText: String {
    "\(function.rawValue)(\(isDistinct ? "distinct " : "")\(argument?.sourceText ?? ""))"
  }

  /// It as a call, for people to read.
  fileprivate var call: Scalar {
    .call(function.function, argument.map { [$0] } ?? [])
  }
}

/// A value that a group has.
package enum GroupPart: Sendable, Hashable {
  /// The n-th of what its rows have in common.
  case key(Int)
  /// The n-th of what is computed of its rows.
  case aggregate(Int)
}

/// One group: what its rows have in common, and what was computed of them.
package struct GroupRow: Scope {
  private let keys: [JSONValue]
  private let aggregates: [JSONValue]

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
