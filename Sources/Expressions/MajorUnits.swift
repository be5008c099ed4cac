import StripeCatalog

/// An amount of money divided into the units that people write and decimals, exact by the currency.
package struct MajorUnits: Sendable, Hashable {
  package let isNegative: Bool
  /// The digits before the point.
  package let whole: String
  /// As many digits as the currency has, and more where the amount has fractions of its smallest
  /// unit.
  package let decimals: String
  /// Decimals that the currency has.
  package let places: Int

  /// Nil where the currency is not known or the amount is not a plain decimal number.
  /// - Parameter units: the amount in the smallest unit of the currency, as digits.
  package init?(_ units: String, in currency: String) {
    guard let places = CurrencyDecimals.digits(of: currency) else { return nil }
    self.places = places
    isNegative = units.hasPrefix("-")
    let parts = units.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let digits = parts.first, !digits.isEmpty,
      parts.allSatisfy({ $0.utf8.allSatisfy { 48...57 ~= $0 } })
    else { return nil }
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    whole = String(padded.dropLast(places))
    var fraction = parts.count == 2 ? String(parts[1]) : ""
    while fraction.last == "0" { fraction.removeLast() }
    decimals = String(padded.suffix(places)) + fraction
  }

  /// `-1234.50`: without the currency and without separators.
  package var plain: String {
    (isNegative ? "-" : "") + whole + (decimals.isEmpty ? "" : "." + decimals)
  }
}
