import StripeCatalog

/// An amount of money in the major unit of its currency, with exact decimals.
package struct MajorUnits: Sendable, Hashable {
  /// True if the amount is below zero.
  package let isNegative: Bool
  /// The digits before the point.
  package let whole: String
  /// The digits after the point: as many as the currency has, and more if the amount has fractions
  /// of its smallest unit.
  package let decimals: String
  /// The number of decimals of the currency.
  package let places: Int

  /// Creates an amount; nil if the currency is unknown or the amount is not a plain decimal number.
  /// - Parameter units: The amount in the smallest unit of the currency, as digits.
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

  /// The amount without its currency and without separators: `-1234.50`.
  package var plain: String {
    (isNegative ? "-" : "") + whole + (decimals.isEmpty ? "" : "." + decimals)
  }
}
