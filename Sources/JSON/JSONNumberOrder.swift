/// The result of comparing two numbers.
public enum NumberOrder: Sendable, Hashable {
  case less
  case equal
  case greater
}

extension JSONNumber {
  /// Compares by value, exactly, with any number of digits: `1.50` equals `1.5`.
  ///
  /// Exponents beyond about 10¹⁷ cannot be distinguished from each other.
  public func compare(_ other: JSONNumber) -> NumberOrder {
    if let left = Int(text), let right = Int(other.text) {
      return left < right ? .less : left == right ? .equal : .greater
    }
    return DecimalDigits(text).compare(DecimalDigits(other.text))
  }

  /// Returns true if both have the same value, even if their text differs.
  public func isEqual(numerically other: JSONNumber) -> Bool {
    compare(other) == .equal
  }
}
