import StripeCatalog

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

/// An amount divided into whole units and decimals of a currency.
private struct MajorUnits {
  let isNegative: Bool
  private let whole: String
  /// As many digits as the currency has, and more where the amount has fractions of its smallest
  /// unit.
  private let decimals: String
  private let places: Int

  init?(_ units: String, in currency: String) {
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

  var plain: String { (isNegative ? "-" : "") + whole + tail }

  /// Without its sign, thousands apart. An average may have any number of decimals: those beyond a
  /// hundredth of the smallest unit become an ellipsis.
  var grouped: String {
    let shown = decimals.count > places + 2 ? decimals.prefix(places + 2) + "…" : decimals
    return DigitGroups.grouped(whole) + (shown.isEmpty ? "" : "." + shown)
  }

  private var tail: String { decimals.isEmpty ? "" : "." + decimals }
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
