import Testing

@testable import StripeSandbox

@Suite("Exact decimals and currencies")
struct MoneyLifecycleTests {
  @Test(
    "reads twelve places and writes them without trailing zeros",
    arguments: [
      ("0", "0"), ("12", "12"), ("-0.5", "-0.5"), (".5", "0.5"), ("19.50", "19.5"),
      ("0.000000000001", "0.000000000001"), ("-7", "-7"), ("999999999999999", "999999999999999"),
    ])
  func reads(text: String, written: String) {
    #expect(ExactDecimal(text)?.description == written)
  }

  @Test(
    "refuses what is no decimal",
    arguments: [
      "", "-", ".", "1.2.3", "1e3", "+1", " 1", "0.0000000000001", "1234567890123456", "١", "--1",
    ])
  func refuses(text: String) {
    #expect(ExactDecimal(text) == nil)
  }

  @Test(
    "rounds a half away from zero",
    arguments: [
      ("0.5", 1, 1), ("0.4", 1, 0), ("1.5", 1, 2), ("2.5", 1, 3), ("-0.5", 1, -1), ("-1.4", 1, -1),
      ("12.5", 3, 38), ("12.345", 100, 1235), ("0.005", 100, 1), ("0.004", 100, 0),
      ("33.333333333333", 3, 100),
    ])
  func rounds(unit: String, quantity: Int, amount: Int) {
    #expect(ExactDecimal(unit)?.multiplied(by: ExactDecimal(quantity))?.rounded == amount)
  }

  @Test("takes a share of an amount exactly")
  func shares() throws {
    let rate = try #require(ExactDecimal("19"))
    let all = try #require(ExactDecimal("119"))
    #expect(ExactDecimal.share(of: 1190, rate, over: all) == 190)
    #expect(ExactDecimal.share(of: 1000, rate, over: ExactDecimal(100)) == 190)
    #expect(ExactDecimal.share(of: 250, ExactDecimal(1), over: ExactDecimal(100)) == 3)
    #expect(ExactDecimal.share(of: -250, ExactDecimal(1), over: ExactDecimal(100)) == -3)
    #expect(ExactDecimal.share(of: 100, rate, over: ExactDecimal(0)) == nil)
  }

  @Test("answers nil where a product is too great")
  func overflows() throws {
    let great = try #require(ExactDecimal("999999999999999"))
    #expect(great.multiplied(by: great) == nil)
  }

  @Test(
    "writes amounts with the currency's own digits",
    arguments: [
      ("usd", 50, "$0.50"), ("usd", 99_999_999, "$999,999.99"), ("jpy", 1500, "¥1,500"),
      ("gbp", 5, "£0.05"), ("kwd", 1234, "1.234 kwd"), ("usd", -1250, "-$12.50"),
      ("sek", 300, "3.00 sek"), ("jpy", 0, "¥0"),
    ])
  func formats(code: String, amount: Int, text: String) {
    #expect(Currency(code).format(amount) == text)
  }

  @Test("knows minimum charges and refuses what is no code")
  func minimums() {
    #expect(Currency("usd").minimumCharge == 50)
    #expect(Currency("GBP").minimumCharge == 30)
    #expect(Currency("jpy").minimumCharge == 50)
    #expect(Currency("eur").isWellFormed)
    #expect(!Currency("euro").isWellFormed)
    #expect(!Currency("e1r").isWellFormed)
  }
}
