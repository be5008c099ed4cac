/// What can be computed of all rows of a group, or of the elements of a list.
package enum AggregateFunction: String, Sendable, Hashable, CaseIterable {
  case count
  case sum
  case avg
  case min
  case max
}

extension Function {
  /// The aggregate of that name; nil where the function is none.
  package var aggregate: AggregateFunction? { AggregateFunction(rawValue: rawValue) }
}

extension AggregateFunction {
  /// The function of that name.
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
