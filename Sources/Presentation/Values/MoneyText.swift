import Expressions

/// Amounts of money as people write them, exact by the decimals of the currency.
enum MoneyText {
  /// `$1,234.50`, `€12.00`, `¥12,400`, `KWD 5.120`, `-$3.00`; nil where the currency is unknown or
  /// the amount is not a plain decimal number.
  /// - Parameter units: the amount in the currency's smallest unit, as digits.
  static func text(of units: String, in currency: String) -> String? {
    guard let amount = MajorUnits(units, in: currency) else { return nil }
    let code = currency.lowercased()
    let mark = symbols[code] ?? code.uppercased() + " "
    return (amount.isNegative ? "-" : "") + mark + amount.grouped
  }

  /// `1234.50`: without the currency and without separators.
  static func decimal(of units: String, in currency: String) -> String? {
    MajorUnits(units, in: currency)?.plain
  }

  /// Symbols that stand for one currency in most readers' eyes; all others show their code.
  private static let symbols = [
    "usd": "$", "eur": "€", "gbp": "£", "jpy": "¥", "inr": "₹", "krw": "₩", "ils": "₪",
  ]
}

extension MajorUnits {
  /// Without its sign, thousands apart. An average may have any number of decimals: those beyond a
  /// hundredth of the smallest unit become an ellipsis.
  fileprivate var grouped: String {
    let shown = decimals.count > places + 2 ? decimals.prefix(places + 2) + "…" : decimals
    return DigitGroups.grouped(whole) + (shown.isEmpty ? "" : "." + shown)
  }
}

/// Digits in groups of three.
enum DigitGroups {
  /// - Parameter digits: a whole number without a sign.
  static func grouped(_ digits: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return result
  }
}
