import JSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Arithmetic {
  /// Exact decimals; a null on either side gives null.
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
  /// Decimals that a quotient is rounded to: as many as PostgreSQL gives.
  private static let places = 16

  /// A quotient without digits that nobody reads.
  fileprivate var shortened: Decimal {
    self.exponent < -Self.places ? rounded(.nearest, places: Self.places) : self
  }
}

extension JSONNumber {
  /// A number that a text spells, by JSON's syntax and with an optional plus sign before it.
  package init?(spelled text: String) {
    let literal = text.hasPrefix("+") ? String(text.dropFirst()) : text
    guard let first = literal.utf8.first, first == UInt8(ascii: "-") || (48...57).contains(first),
      literal.utf8.count <= 64, case .number(let number)? = try? JSONValue(parsing: literal)
    else { return nil }
    self = number
  }
}
