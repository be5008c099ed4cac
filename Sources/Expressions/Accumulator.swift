import JSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Computes one aggregate over values as they come; nulls do not count.
package struct Accumulator: Sendable {
  private let function: AggregateFunction
  private var count = 0
  private var total = Decimal(0)
  private var extreme: JSONValue?
  /// That of the amounts so far.
  private var currency: JSONValue?
  /// Values that were met, where each counts once.
  private var met: Set<JSONValue>?

  /// - Parameters:
  ///   - function: what is computed.
  ///   - isDistinct: whether values that are equal count once.
  package init(_ function: AggregateFunction, isDistinct: Bool = false) {
    self.function = function
    met = isDistinct ? [] : nil
  }

  /// Takes a value.
  /// - Parameter currency: that of an amount of money; nil or null where it is not one.
  /// - Throws: `EvaluationError` where the currency differs from that of the amounts before, or a
  ///   sum meets what is not a number.
  package mutating func add(
    _ value: JSONValue, in currency: JSONValue? = nil
  ) throws(EvaluationError) {
    guard !value.isNull else { return }
    try note(currency)
    if met?.insert(value.identity).inserted == false { return }
    switch function {
    case .sum, .avg:
      guard let number = value.numeric?.decimal else {
        throw EvaluationError(
          "`\(function.rawValue)` requires numbers, got \(value.shortened)")
      }
      count += 1
      total += number
    case .min: replace(by: value, when: .ascending)
    case .max: replace(by: value, when: .descending)
    case .count: count += 1
    }
  }

  private mutating func note(_ new: JSONValue?) throws(EvaluationError) {
    guard let new, !new.isNull else { return }
    guard let currency else { return currency = new }
    guard currency != new else { return }
    let names = [currency, new].map { $0.string ?? $0.compact }
    throw EvaluationError(
      "`\(function.rawValue)` over amounts in \(names[0]) and \(names[1]):"
        + " add `group by currency`, or select one currency with `where`")
  }

  private mutating func replace(by value: JSONValue, when wanted: Values.Order) {
    guard let extreme else { return extreme = value }
    if Values.order(value, extreme, as: .any) == wanted { self.extreme = value }
  }

  /// A sum of nothing is 0, every other aggregate of nothing but a count is null.
  package var result: JSONValue {
    switch function {
    case .sum: .number(JSONNumber(total))
    case .avg: count == 0 ? .null : .number(JSONNumber(total / Decimal(count)))
    case .min, .max: extreme ?? .null
    case .count: .integer(count)
    }
  }
}
