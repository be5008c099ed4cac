import Diagnostics
import JSON
import StripeCatalog

/// The field or parameter that takes a value; its type decides about conversion and errors.
package struct ValueTarget: Sendable, Hashable {
  /// The purpose of the value.
  package enum Use: Sendable, Hashable {
    /// A comparison with a field; null is an error, because comparing with it is always false.
    case comparison
    /// An argument for a parameter; null clears it.
    case argument
  }

  /// The name in the syntax of the language: `created`, `metadata[tier]`.
  package var name: String
  /// The type of the field or parameter.
  package var type: TypeShape
  /// True for an amount of money in the currency's smallest unit.
  package var isAmount: Bool
  /// The purpose of the value.
  package var use: Use

  /// Creates a target from its parts.
  package init(name: String, type: TypeShape, isAmount: Bool = false, use: Use) {
    self.name = name
    self.type = type
    self.isAmount = isAmount
    self.use = use
  }
}

/// An error for a value that does not fit its target.
package struct UnfitValue: Error, Sendable, Hashable {
  /// The message: one sentence without a period.
  package var message: String
  /// A suggestion of what to write instead; nil if there is none.
  package var hint: String?
  /// Further lines, such as the allowed values.
  package var notes: [String] = []
}

extension ValueTarget {
  /// Returns the value in the type of the field or parameter: digits as a number, a date as Unix
  /// seconds.
  /// - Throws: `UnfitValue` if the value can never be one of its values.
  package func fitted(_ value: JSONValue) throws(UnfitValue) -> JSONValue {
    switch use {
    case .comparison: try compared(value)
    case .argument: try given(value)
    }
  }

  private func given(_ value: JSONValue) throws(UnfitValue) -> JSONValue {
    if let problem = type.problem(with: value, isAmount: isAmount) {
      throw UnfitValue(message: "`\(name)` \(problem)", hint: hint(for: value), notes: notes)
    }
    return type.converted(value)
  }

  private func compared(_ value: JSONValue) throws(UnfitValue) -> JSONValue {
    if case .array(let elements) = value {
      var fitted: [JSONValue] = []
      // A list of candidates can contain nulls; they are equal to nothing.
      for element in elements where !element.isNull { fitted.append(try compared(element)) }
      return .array(fitted)
    }
    guard !value.isNull else {
      throw UnfitValue(
        message: "comparing `\(name)` with null never matches",
        hint: "write `\(name) is null`")
    }
    let value = try converted(value)
    if let values = type.enumerationValues, let text = value.string, !values.contains(text) {
      throw UnfitValue(
        message: "`\(name)` is never \(value.compact)", hint: nearest(text, among: values),
        notes: notes)
    }
    return value
  }

  private func converted(_ value: JSONValue) throws(UnfitValue) -> JSONValue {
    switch type.valueKind {
    case .number:
      guard let number = value.numeric else { throw unfit(value, "is a number") }
      if isAmount, let problem = WholeNumber.problem(with: value, isAmount: true) {
        throw UnfitValue(message: "`\(name)` \(problem)")
      }
      return .number(number)
    case .timestamp:
      guard let seconds = value.seconds else {
        throw unfit(value, "is a time: a date or Unix seconds")
      }
      if UnixTime.countsMilliseconds(seconds) {
        throw unfit(value, "is a time in seconds", hint: "milliseconds? divide by 1000")
      }
      return .number(seconds)
    case .boolean:
      guard let truth = value.spelledTruth else { throw unfit(value, "is true or false") }
      return .bool(truth)
    case .text:
      guard isCurrency, let text = value.string else { return value }
      return .string(text.lowercased())
    case .any: return value
    }
  }

  /// True if the target is a currency code, which Stripe writes in lower case.
  private var isCurrency: Bool {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    return last == "currency" || last.hasSuffix("_currency")
  }

  private func unfit(_ value: JSONValue, _ rule: String, hint: String? = nil) -> UnfitValue {
    UnfitValue(message: "`\(name)` \(rule), but this is \(value.shortened)", hint: hint)
  }

  private var notes: [String] {
    type.enumerationValues.map { ["allowed values: \($0.joined(separator: ", "))"] } ?? []
  }

  private func hint(for value: JSONValue) -> String? {
    if let values = type.enumerationValues, let text = value.string {
      return nearest(text, among: values)
    }
    if case .string = type, value.array == nil, value.object == nil {
      return "quote it: \"\(value.compact)\""
    }
    return nil
  }

  private func nearest(_ text: String, among values: [String]) -> String? {
    NearestName.of(text, among: values).map { "did you mean `\($0)`?" }
  }
}

extension UnfitValue {
  /// The message and the hint in one sentence, for places without a source text to point at.
  package var sentence: String { ([message] + [hint].compactMap(\.self)).joined(separator: "; ") }
}
