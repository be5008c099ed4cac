/// How one number stands to another.
public enum NumberOrder: Sendable, Hashable {
  case less
  case equal
  case greater
}

extension JSONNumber {
  /// Compares by value, exactly and however many digits there are: `1.50` equals `1.5`.
  ///
  /// Only an exponent beyond about 10¹⁷ is too large to tell from another such.
  public func compare(_ other: JSONNumber) -> NumberOrder {
    if let left = Int(text), let right = Int(other.text) {
      return left < right ? .less : left == right ? .equal : .greater
    }
    return DecimalDigits(text).compare(DecimalDigits(other.text))
  }

  /// Whether both have the same value, whatever their text.
  public func isEqual(numerically other: JSONNumber) -> Bool {
    compare(other) == .equal
  }
}
