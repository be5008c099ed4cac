import Diagnostics
import JSON
import StripeCatalog

/// The field or parameter that a value meets, by whose type it is converted or refused.
package struct ValueTarget: Sendable, Hashable {
  /// How the value is used.
  package enum Use: Sendable, Hashable {
    /// Compared with a field: null is refused, since nothing compares with it.
    case comparison
    /// Given to a parameter, which null clears.
    case argument
  }

  /// As the language writes it: `created`, `metadata[tier]`.
  package var name: String
  package var type: TypeShape
  package var isAmount: Bool
  package var use: Use

  package init(name: String, type: TypeShape, isAmount: Bool = false, use: Use) {
    self.name = name
    self.type = type
    self.isAmount = isAmount
    self.use = use
  }
}

/// Why a value does not fit.
package struct UnfitValue: Error, Sendable, Hashable {
  /// One sentence without a full stop.
  package var message: String
  /// What to write instead, where that is known.
  package var hint: String?
  package var notes: [String] = []
}

extension ValueTarget {
  /// The value as the field or parameter has it: digits as a number, a date as Unix seconds.
  /// - Throws: `UnfitValue` where it can never be one of its values.
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
      // A list of candidates may hold nulls, which are equal to nothing.
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

  /// Stripe writes codes of currencies in lower case.
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
  /// The whole of it as one sentence, for where there is no source text to point at.
  package var sentence: String { ([message] + [hint].compactMap(\.self)).joined(separator: "; ") }
}
