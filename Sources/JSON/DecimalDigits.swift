/// A number split into its parts: `-1.50e3` is negative, with the digits 15, the first of them
/// worth 10³.
///
/// Zeros at both ends are removed, so equal numbers have equal parts. Zero has no digits.
struct DecimalDigits: Equatable {
  let isNegative: Bool
  /// The significant digits, each from 0 to 9.
  let digits: [UInt8]
  /// The power of ten of the first digit, limited to ± `edge`.
  let magnitude: Int

  private static let edge = Int.max / 4

  /// Splits a number into its parts.
  /// - Parameter text: a number in JSON's syntax.
  init(_ text: String) {
    let bytes = Array(text.utf8)
    let mark = bytes.firstIndex { $0 | 0x20 == UInt8(ascii: "e") } ?? bytes.endIndex
    let mantissa = bytes[..<mark]
    let point = mantissa.firstIndex(of: Byte.point) ?? mark
    let whole = mantissa[..<point].filter(Byte.isDigit)
    let all = whole + mantissa[point...].filter(Byte.isDigit)
    let leading = all.prefix { $0 == Byte.zero }.count
    let trailing = all.reversed().prefix { $0 == Byte.zero }.count
    guard leading < all.count else {
      (isNegative, digits, magnitude) = (false, [], 0)
      return
    }
    isNegative = bytes.first == Byte.minus
    digits = all[leading..<(all.count - trailing)].map { $0 - Byte.zero }
    let exponent = Self.exponent(bytes[mark...].dropFirst())
    magnitude = min(max(whole.count - 1 - leading + exponent, -Self.edge), Self.edge)
  }

  private static func exponent(_ bytes: ArraySlice<UInt8>) -> Int {
    let isNegative = bytes.first == Byte.minus
    var value = 0
    for byte in bytes where Byte.isDigit(byte) {
      value = min(value * 10 + Int(byte - Byte.zero), edge / 16)
    }
    return isNegative ? -value : value
  }

  /// The value if it is whole and fits an `Int`, else nil.
  var integer: Int? {
    guard !digits.isEmpty else { return 0 }
    // Int.max has 19 digits.
    guard magnitude >= digits.count - 1, magnitude < 19 else { return nil }
    var value = 0
    for position in 0...magnitude {
      let digit = position < digits.count ? Int(digits[position]) : 0
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, more) = tens.addingReportingOverflow(isNegative ? -digit : digit)
      guard !overflow, !more else { return nil }
      value = sum
    }
    return value
  }

  func compare(_ other: DecimalDigits) -> NumberOrder {
    let signs = (sign, other.sign)
    if signs.0 != signs.1 { return signs.0 < signs.1 ? .less : .greater }
    if self == other { return .equal }
    let isSmaller =
      magnitude == other.magnitude
      ? digits.lexicographicallyPrecedes(other.digits) : magnitude < other.magnitude
    return isSmaller != isNegative ? .less : .greater
  }

  private var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }
}
