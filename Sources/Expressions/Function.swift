/// The functions an expression may call on values.
package enum Function: String, Sendable, Hashable, CaseIterable {
  /// How many elements a list has.
  case count
  case sum
  case avg
  case min
  case max
  /// An environment variable, null where it is not set; those that hold keys cannot be read.
  case env
  case lower
  case upper
  /// Characters of a text, elements of a list.
  case length
  /// The first argument that is not null.
  case coalesce
  /// The first, the last element of a list.
  case first
  case last
  /// A Unix time as ISO 8601 in UTC.
  case iso

  /// How many arguments it takes.
  package var arity: ClosedRange<Int> {
    switch self {
    case .count, .sum, .avg, .min, .max: 1...2
    case .env, .lower, .upper, .length, .first, .last, .iso: 1...1
    case .coalesce: 1...16
    }
  }

  /// Whether it may stand in a `select` over the rows of a group.
  package var isAggregate: Bool { Function.aggregates.contains(self) }

  package static let aggregates: Set<Function> = [.count, .sum, .avg, .min, .max]
}
