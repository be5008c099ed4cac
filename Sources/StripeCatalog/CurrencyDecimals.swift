/// How many decimals the currencies have in which Stripe takes amounts: two but for these.
///
/// Source: Stripe's documentation of currencies. `isk` and `ugx` have no decimals in use, but
/// Stripe's API takes and answers them with two (500 is 5 shillings), so they are not listed.
package enum CurrencyDecimals {
  /// The digits of a currency's minor unit; nil for what is no three-letter code, in any case.
  package static func digits(of currency: String) -> Int? {
    let code = lowercased(currency)
    guard code.utf8.count == 3,
      code.utf8.allSatisfy((UInt8(ascii: "a")...UInt8(ascii: "z")).contains)
    else { return nil }
    return exceptions[code] ?? 2
  }

  private static let exceptions: [String: Int] = {
    let none = [
      "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf",
      "xof", "xpf",
    ]
    let three = ["bhd", "jod", "kwd", "omr", "tnd"]
    let pairs = none.map { ($0, 0) } + three.map { ($0, 3) }
    return Dictionary(pairs) { first, _ in first }
  }()
}
