import JSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Computes one aggregate over a sequence of values. Nulls are ignored.
package struct Accumulator: Sendable {
  private let function: AggregateFunction
  private var count = 0
  private var total = Decimal(0)
  private var extreme: JSONValue?
  /// The currency of the amounts so far.
  private var currency: JSONValue?
  /// The values seen so far; nil unless equal values count once.
  private var met: Set<JSONValue>?

  /// Creates an accumulator without values.
  /// - Parameter function: The aggregate to compute.
  /// - Parameter isDistinct: True if equal values count once.
  package init(_ function: AggregateFunction, isDistinct: Bool = false) {
    self.function = function
    met = isDistinct ? [] : nil
  }

  /// Adds a value.
  /// - Parameter currency: The currency of an amount of money; nil or null for other values.
  /// - Throws: `EvaluationError` if the currency differs from that of earlier amounts, or if a sum
  ///   or an average gets a value that is not a number.
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

  /// The aggregate so far. Without values a sum or a count is 0, and every other aggregate is null.
  package var result: JSONValue {
    switch function {
    case .sum: .number(JSONNumber(total))
    case .avg: count == 0 ? .null : .number(JSONNumber(total / Decimal(count)))
    case .min, .max: extreme ?? .null
    case .count: .integer(count)
    }
  }
}
