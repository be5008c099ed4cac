import StripeCatalog

/// A currency: the number of digits of its minor unit, the smallest amount that can be charged,
/// and how it writes an amount in an error message.
///
/// Source: Stripe's documentation of currencies.
package struct Currency: Sendable, Hashable {
  /// The lower-case ISO code.
  package let code: String

  /// Creates the currency of an ISO code, whatever its case.
  package init(_ code: String) {
    self.code = code.lowercased()
  }

  /// Three letters; what Stripe refuses otherwise as an invalid currency.
  var isWellFormed: Bool {
    code.utf8.count == 3
      && code.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
  }

  /// Digits after the decimal point: 2, except for the exceptions.
  package var decimals: Int {
    CurrencyDecimals.digits(of: code) ?? 2
  }

  /// The least amount of one charge, in minor units; 1 for currencies without a rule of their own.
  var minimumCharge: Int { Self.minimumCharges[code] ?? 1 }

  /// The greatest amount of one charge, in minor units: eight digits, for some currencies more.
  var maximumCharge: Int { Self.maximumCharges[code] ?? 99_999_999 }

  /// `$10.00`, `¥500`, `10.00 SEK`-like amounts as Stripe's messages write them.
  package func format(_ amount: Int) -> String { written(digits(amount)) }

  /// An amount with what it has of a minor unit: `$0.036`.
  func format(_ amount: ExactDecimal) -> String {
    let parts = amount.description.split(separator: ".")
    let whole = digits(parts.first.flatMap { Int($0) } ?? 0)
    guard parts.count == 2 else { return written(whole) }
    return written(whole + (decimals == 0 ? "." : "") + parts[1])
  }

  private func written(_ number: String) -> String {
    guard let symbol = Self.symbols[code] else { return "\(number) \(code)" }
    return number.hasPrefix("-") ? "-\(symbol)\(number.dropFirst())" : "\(symbol)\(number)"
  }

  private func digits(_ amount: Int) -> String {
    let sign = amount < 0 ? "-" : ""
    let all = String(amount.magnitude)
    let missing = max(0, decimals + 1 - all.count)
    let padded = String(repeating: "0", count: missing) + all
    let whole = Self.grouped(padded.dropLast(decimals))
    return decimals == 0 ? sign + whole : "\(sign)\(whole).\(padded.suffix(decimals))"
  }

  private static func grouped(_ digits: Substring) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return result
  }

  private static let minimumCharges: [String: Int] = [
    "usd": 50, "aed": 200, "aud": 50, "bgn": 100, "brl": 50, "cad": 50, "chf": 50, "czk": 1500,
    "dkk": 250, "eur": 50, "gbp": 30, "hkd": 400, "huf": 17500, "inr": 50, "jpy": 50,
    "mxn": 1000, "myr": 200, "nok": 300, "nzd": 50, "pln": 200, "ron": 200, "sek": 300,
    "sgd": 50, "thb": 1000,
  ]

  private static let maximumCharges: [String: Int] = [
    "cop": 9_999_999_999, "huf": 9_999_999_999, "idr": 999_999_999_999, "inr": 9_999_999_999,
    "jpy": 9_999_999_999, "lbp": 999_999_999_999,
  ]

  private static let symbols: [String: String] = [
    "usd": "$", "eur": "€", "gbp": "£", "jpy": "¥", "aud": "A$", "brl": "R$", "cad": "CA$",
    "hkd": "HK$", "inr": "₹", "krw": "₩", "mxn": "MX$", "nzd": "NZ$", "vnd": "₫",
  ]
}
