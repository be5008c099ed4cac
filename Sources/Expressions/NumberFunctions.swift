import JSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Function {
  /// The functions of numbers. Null as an argument gives null.
  static let numberBodies: [Function: FunctionBody] = [
    .round: { values in
      guard let number = try values[0].requiredDecimal(),
        let places = values.count > 1 ? try values[1].requiredInteger() : 0
      else { return .null }
      guard (-30...30).contains(places) else {
        throw EvaluationError.unfit("from -30 to 30 decimals", values[1])
      }
      return .number(JSONNumber(number.rounded(.nearest, places: places)))
    },
    .floor: ofNumber { $0.rounded(.down) },
    .ceil: ofNumber { $0.rounded(.up) },
    .abs: ofNumber { $0 < 0 ? -$0 : $0 },
    .money: { values in
      guard let amount = try values[0].requiredDecimal(),
        let currency = try values[1].requiredText()
      else { return .null }
      guard let text = MajorUnits(amount.description, in: currency)?.plain else {
        throw EvaluationError("`\(currency)` is not a known currency")
      }
      return .string(text)
    },
  ]

  private static func ofNumber(
    _ body: @escaping @Sendable (Decimal) -> Decimal
  ) -> FunctionBody {
    { values in
      guard let number = try values[0].requiredDecimal() else { return .null }
      return .number(JSONNumber(body(number)))
    }
  }
}

extension JSONValue {
  /// Returns the number, or the number that a text spells; nil for null.
  func requiredDecimal() throws(EvaluationError) -> Decimal? {
    if isNull { return nil }
    guard let decimal = seconds?.decimal else { throw .unfit("a number", self) }
    return decimal
  }

  /// Returns the whole number; nil for null.
  func requiredInteger() throws(EvaluationError) -> Int? {
    if isNull { return nil }
    guard let integer = numeric?.integer else { throw .unfit("a whole number", self) }
    return integer
  }
}
