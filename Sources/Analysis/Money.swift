import JSON
import StripeCatalog

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Converts amounts in decimals to the minor units of Stripe.
enum Money {
  struct Problem: Error {
    let message: String
    var hint: String?
  }

  /// Returns an amount in minor units: `20.00` in a currency with two decimals is 2000.
  static func minorUnits(_ amount: String, currency: String) throws(Problem) -> Int {
    guard let digits = CurrencyDecimals.digits(of: currency) else {
      let near = CurrencyDecimals.codes.near(currency)
      throw Problem(
        message: "`\(currency)` is not a known currency",
        hint: near.isEmpty
          ? nil : "did you mean \(near.map { "`\($0)`" }.joined(separator: " or "))?")
    }
    guard let number = JSONNumber(spelled: amount), let decimal = number.decimal else {
      throw Problem(message: "`\(amount)` is not an amount")
    }
    var scaled = decimal
    for _ in 0..<digits { scaled *= 10 }
    guard let units = Int(scaled.description) else {
      let places = digits == 0 ? "no decimals" : "\(digits) decimals"
      throw Problem(message: "\(currency) amounts have \(places), but `\(amount)` has more")
    }
    return units
  }
}

extension Set<String> {
  /// Returns up to three codes that differ from a word in one letter or in the order of letters.
  fileprivate func near(_ word: String) -> [String] {
    let letters = Array(word.lowercased())
    func differences(_ code: String) -> Int {
      zip(code, letters).reduce(abs(code.count - letters.count)) { $0 + ($1.0 == $1.1 ? 0 : 1) }
    }
    let common = ["usd", "eur", "gbp", "jpy", "cad", "aud", "chf"]
    let found = filter { differences($0) == 1 || $0.sorted() == letters.sorted() }
    let ranked = common.filter(found.contains) + found.subtracting(common).sorted()
    return ranked.isEmpty ? Array(common.prefix(3)) : Array(ranked.prefix(3))
  }
}
