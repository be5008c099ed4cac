import Testing

@testable import StripeCatalog

@Suite("Decimals of currencies")
struct CurrencyDecimalsTests {
  @Test(
    "As Stripe's API takes amounts",
    arguments: [
      ("usd", 2), ("EUR", 2), ("jpy", 0), ("krw", 0), ("kwd", 3), ("isk", 2), ("ugx", 2),
      ("clp", 0), ("tnd", 3),
    ])
  func digits(currency: String, digits: Int) {
    #expect(CurrencyDecimals.digits(of: currency) == digits)
  }

  @Test("What is no code of three letters has none", arguments: ["", "us", "usdc", "u1d", "é€"])
  func unknown(currency: String) {
    #expect(CurrencyDecimals.digits(of: currency) == nil)
  }
}
