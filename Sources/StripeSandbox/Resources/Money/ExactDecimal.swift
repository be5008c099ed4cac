/// A decimal number with twelve places, the most Stripe takes in `unit_amount_decimal`,
/// `quantity_decimal` and the percentages of tax rates and coupons.
///
/// Money is never computed in binary floating point: half a cent must round the same way always.
struct ExactDecimal: Sendable, Hashable, Comparable {
  private static let places = 12
  private static let one: Int128 = 1_000_000_000_000

  /// The number times 10^12.
  private let scaled: Int128

  private init(scaled: Int128) {
    self.scaled = scaled
  }

  init(_ whole: Int) {
    scaled = Int128(whole) * Self.one
  }

  /// Reads `12`, `-0.5`, `.5`; nil for anything else, for more than twelve places, and for what
  /// is beyond fifteen digits before the point.
  init?(_ text: String) {
    let isNegative = text.hasPrefix("-")
    let unsigned = isNegative ? text.dropFirst() : text[...]
    let parts = unsigned.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, whole.count <= 15 else { return nil }
    let fraction = parts.count == 2 ? parts[1] : ""
    let digits = whole + fraction
    guard fraction.count <= Self.places, !digits.isEmpty,
      digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let value = Int128(digits + String(repeating: "0", count: Self.places - fraction.count))
    else { return nil }
    scaled = isNegative ? -value : value
  }

  var isZero: Bool { scaled == 0 }
  var isWhole: Bool { scaled % Self.one == 0 }

  /// The product; nil where it does not fit. Digits after the twelfth place are cut.
  func multiplied(by other: ExactDecimal) -> ExactDecimal? {
    let (product, overflow) = scaled.multipliedReportingOverflow(by: other.scaled)
    return overflow ? nil : ExactDecimal(scaled: product / Self.one)
  }

  func plus(_ other: ExactDecimal) -> ExactDecimal? {
    let (sum, overflow) = scaled.addingReportingOverflow(other.scaled)
    return overflow ? nil : ExactDecimal(scaled: sum)
  }

  func minus(_ other: ExactDecimal) -> ExactDecimal? {
    let (difference, overflow) = scaled.subtractingReportingOverflow(other.scaled)
    return overflow ? nil : ExactDecimal(scaled: difference)
  }

  /// The nearest whole number, a half going away from zero; nil where it does not fit an `Int`.
  var rounded: Int? {
    Self.divideHalfUp(scaled, by: Self.one)
  }

  /// `amount · numerator / denominator` as a whole amount, a half going away from zero.
  static func share(
    of amount: Int, _ numerator: ExactDecimal, over denominator: ExactDecimal
  ) -> Int? {
    let (product, overflow) = Int128(amount).multipliedReportingOverflow(by: numerator.scaled)
    guard !overflow, denominator.scaled > 0 else { return nil }
    return divideHalfUp(product, by: denominator.scaled)
  }

  private static func divideHalfUp(_ dividend: Int128, by divisor: Int128) -> Int? {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    let isHalfOrMore = remainder.magnitude >= (divisor.magnitude + 1) / 2
    let away: Int128 = isHalfOrMore ? (dividend < 0 ? -1 : 1) : 0
    return Int(exactly: quotient + away)
  }

  static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
    left.scaled < right.scaled
  }
}

extension ExactDecimal: CustomStringConvertible {
  /// Without trailing zeros: `19.5`, `20`.
  var description: String {
    let (whole, fraction) = scaled.magnitude.quotientAndRemainder(dividingBy: Self.one.magnitude)
    let sign = scaled < 0 ? "-" : ""
    guard fraction != 0 else { return "\(sign)\(whole)" }
    let digits = String(fraction)
    let padded = String(repeating: "0", count: Self.places - digits.count) + digits
    let trimmed = padded.reversed().drop { $0 == "0" }.reversed()
    return "\(sign)\(whole).\(String(trimmed))"
  }
}
