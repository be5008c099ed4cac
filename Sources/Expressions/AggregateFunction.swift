/// The functions that compute one value from all rows of a group, or from the elements of a list.
package enum AggregateFunction: String, Sendable, Hashable, CaseIterable {
  case count
  case sum
  case avg
  case min
  case max
}

extension Function {
  /// The aggregate of that name; nil if the function is not an aggregate.
  package var aggregate: AggregateFunction? { AggregateFunction(rawValue: rawValue) }
}

extension AggregateFunction {
  /// The function with the name of this aggregate.
  var function: Function {
    switch self {
    case .count: .count
    case .sum: .sum
    case .avg: .avg
    case .min: .min
    case .max: .max
    }
  }
}
