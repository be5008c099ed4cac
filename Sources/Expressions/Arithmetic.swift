import JSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Arithmetic {
  /// Returns the result in exact decimals; null if either side is null.
  func applied(_ left: JSONValue, _ right: JSONValue) throws(EvaluationError) -> JSONValue {
    if left.isNull || right.isNull { return .null }
    guard let first = left.seconds?.decimal, let second = right.seconds?.decimal else {
      throw EvaluationError(
        "`\(rawValue)` requires two numbers, got \(left.compact) and \(right.compact)")
    }
    return .number(JSONNumber(try result(first, second)))
  }

  private func result(_ left: Decimal, _ right: Decimal) throws(EvaluationError) -> Decimal {
    let result: Decimal
    switch self {
    case .add: result = left + right
    case .subtract: result = left - right
    case .multiply: result = left * right
    case .divide:
      guard right != 0 else { throw EvaluationError("division by zero") }
      result = (left / right).shortened
    case .remainder:
      guard right != 0 else { throw EvaluationError("division by zero") }
      result = left - (left / right).rounded(.towardZero) * right
    }
    guard result.isFinite else { throw EvaluationError("the result is too large") }
    return result
  }
}

extension Decimal {
  /// The number of decimals of a quotient, as in PostgreSQL.
  private static let places = 16

  /// A quotient rounded to a readable number of decimals.
  fileprivate var shortened: Decimal {
    self.exponent < -Self.places ? rounded(.nearest, places: Self.places) : self
  }
}

extension JSONNumber {
  /// Parses a number in JSON's syntax, with an optional plus sign; nil if the text is not one.
  package init?(spelled text: String) {
    let literal = text.hasPrefix("+") ? String(text.dropFirst()) : text
    guard let first = literal.utf8.first, first == UInt8(ascii: "-") || (48...57).contains(first),
      literal.utf8.count <= 64, case .number(let number)? = try? JSONValue(parsing: literal)
    else { return nil }
    self = number
  }
}
