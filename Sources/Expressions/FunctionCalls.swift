import JSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Function {
  /// The value for values; a list's second argument names the member to take of each element.
  func applied(to arguments: [JSONValue]) throws(EvaluationError) -> JSONValue {
    let argument = arguments.first ?? .null
    switch self {
    case .count: return .integer(elements(argument).count)
    case .sum, .avg, .min, .max:
      return try aggregate(elements(argument), arguments.dropFirst().first)
    case .env: throw EvaluationError("`env` is read before a statement runs")
    case .lower: return argument.string.map { .string($0.lowercased()) } ?? argument
    case .upper: return argument.string.map { .string($0.uppercased()) } ?? argument
    case .length: return length(argument)
    case .first: return elements(argument).first ?? .null
    case .last: return elements(argument).last ?? .null
    case .coalesce: return arguments.first { !$0.isNull } ?? .null
    case .iso: return argument.seconds?.integer.map { .string(Timestamp.iso($0)) } ?? .null
    }
  }

  /// A Stripe list stands for its `data`.
  private func elements(_ value: JSONValue) -> [JSONValue] {
    value.array ?? value["data"]?.array ?? (value.isNull ? [] : [value])
  }

  private func length(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .integer(text.count)
    case .array(let elements): .integer(elements.count)
    case .object(let object): .integer(object.members.count)
    case .null, .bool, .number: .null
    }
  }

  private func aggregate(
    _ elements: [JSONValue], _ member: JSONValue?
  ) throws(EvaluationError) -> JSONValue {
    var accumulator = Accumulator(self)
    for element in elements {
      accumulator.add(member?.string.map { element[$0] ?? .null } ?? element)
    }
    return accumulator.result
  }
}

/// Computes one aggregate over values as they come; nulls do not count.
package struct Accumulator: Sendable {
  private let function: Function
  private var count = 0
  private var total = Decimal(0)
  private var extreme: JSONValue?

  /// - Parameter function: one of `Function.aggregates`.
  package init(_ function: Function) {
    self.function = function
  }

  package mutating func add(_ value: JSONValue) {
    guard !value.isNull else { return }
    switch function {
    case .sum, .avg:
      guard let number = value.numeric?.decimal else { return }
      count += 1
      total += number
    case .min: replace(by: value, when: .ascending)
    case .max: replace(by: value, when: .descending)
    case .count, .env, .lower, .upper, .length, .coalesce, .first, .last, .iso: count += 1
    }
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
    case .count, .env, .lower, .upper, .length, .coalesce, .first, .last, .iso: .integer(count)
    }
  }
}
