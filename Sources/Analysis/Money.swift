import JSON
import StripeCatalog

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Amounts as people write them, in the minor units Stripe takes.
enum Money {
  struct Problem: Error {
    let message: String
  }

  /// `20.00` of a two-decimal currency is 2000.
  static func minorUnits(_ amount: String, currency: String) throws(Problem) -> Int {
    guard let digits = CurrencyDecimals.digits(of: currency) else {
      throw Problem(message: "`\(currency)` is no currency Stripe knows")
    }
    guard let number = JSONNumber(spelled: amount), let decimal = number.decimal else {
      throw Problem(message: "`\(amount)` is no amount")
    }
    var scaled = decimal
    for _ in 0..<digits { scaled *= 10 }
    guard let units = Int(scaled.description) else {
      let places = digits == 0 ? "no decimals" : "\(digits) decimals"
      throw Problem(message: "\(currency) has \(places), and `\(amount)` has more")
    }
    return units
  }
}
