import Expressions

/// Formats amounts of money, exactly, with the decimals of the currency.
enum MoneyText {
  /// Returns an amount such as `$1,234.50`, `€12.00`, `¥12,400`, `KWD 5.120` or `-$3.00`; nil if
  /// the currency is unknown or the amount is not a decimal number.
  /// - Parameter units: the amount in the currency's smallest unit, as digits.
  static func text(of units: String, in currency: String) -> String? {
    guard let amount = MajorUnits(units, in: currency) else { return nil }
    let code = currency.lowercased()
    let mark = symbols[code] ?? code.uppercased() + " "
    return (amount.isNegative ? "-" : "") + mark + amount.grouped
  }

  /// Returns an amount such as `1234.50`, without the currency and without separators.
  /// - Parameter units: the amount in the currency's smallest unit, as digits.
  static func decimal(of units: String, in currency: String) -> String? {
    MajorUnits(units, in: currency)?.plain
  }

  /// Symbols that most readers associate with one currency; other currencies show their codes.
  private static let symbols = [
    "usd": "$", "eur": "€", "gbp": "£", "jpy": "¥", "inr": "₹", "krw": "₩", "ils": "₪",
  ]
}

extension MajorUnits {
  /// The amount without its sign, with separators. An average may have any number of decimals: an
  /// ellipsis replaces those beyond a hundredth of the smallest unit.
  fileprivate var grouped: String {
    let shown = decimals.count > places + 2 ? decimals.prefix(places + 2) + "…" : decimals
    return DigitGroups.grouped(whole) + (shown.isEmpty ? "" : "." + shown)
  }
}

/// Digits in groups of three.
package enum DigitGroups {
  /// Returns the digits with commas as separators.
  /// - Parameter digits: a whole number without a sign.
  package static func grouped(_ digits: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return result
  }
}
