import JSON
import Testing

@testable import StripeSandbox

@Suite("The arithmetic of prices and invoices")
struct InvoiceArithmeticLifecycleTests {
  private func rate(_ percentage: String, inclusive: Bool = false, id: String = "txr_1") throws
    -> BilledLine.Rate
  {
    BilledLine.Rate(
      id: id, percentage: try #require(ExactDecimal(percentage)), isInclusive: inclusive)
  }

  @Test(
    "adds exclusive tax, a half rounding up",
    arguments: [
      (1000, "19", 190), (1050, "8.25", 87), (250, "1", 3), (333, "7.7", 26), (0, "20", 0),
      (-1000, "19", -190), (1, "50", 1),
    ])
  func exclusive(amount: Int, percentage: String, tax: Int) throws {
    let totals = InvoiceTotals([BilledLine(amount: amount, rates: [try rate(percentage)])])
    #expect(totals.subtotal == amount)
    #expect(totals.total == amount + tax)
    #expect(totals.totalExcludingTax == amount)
    #expect(totals.taxes.map(\.amount) == [tax])
  }

  @Test("takes inclusive tax out of the amount")
  func inclusive() throws {
    let line = BilledLine(amount: 1190, rates: [try rate("19", inclusive: true)])
    let totals = InvoiceTotals([line])
    #expect(totals.subtotal == 1190)
    #expect(totals.subtotalExcludingTax == 1000)
    #expect(totals.total == 1190)
    #expect(totals.totalExcludingTax == 1000)
    #expect(totals.taxes.first?.taxableAmount == 1000)
  }

  @Test("sums taxes of several lines by rate")
  func grouped() throws {
    let first = try rate("10", id: "txr_a")
    let second = try rate("5", id: "txr_b")
    let totals = InvoiceTotals([
      BilledLine(amount: 1000, rates: [first]), BilledLine(amount: 500, rates: [first, second]),
    ])
    #expect(totals.taxes.map(\.rateID) == ["txr_a", "txr_b"])
    #expect(totals.taxes.map(\.amount) == [150, 25])
    #expect(totals.taxes.map(\.taxableAmount) == [1500, 500])
    #expect(totals.total == 1675)
  }

  @Test("takes discounts off before taxes, and to the last cent")
  func discounted() throws {
    let ten = BilledLine.Discount(id: "di_1", worth: .amount(100))
    let lines = [333, 333, 334].map { BilledLine(amount: $0) }
    let totals = InvoiceTotals(lines, discounts: [ten])
    #expect(totals.total == 900)
    #expect(totals.reductions.map(\.amount) == [100])
    #expect(totals.lines.map(\.net) == [300, 300, 300])
    let half = BilledLine.Discount(id: "di_2", worth: .percent(ExactDecimal(50)))
    let taxed = InvoiceTotals(
      [BilledLine(amount: 1000, rates: [try rate("20")])], discounts: [half])
    #expect(taxed.total == 600)
    #expect(taxed.subtotal == 1000)
  }

  @Test("never discounts below zero, nor what may not be discounted")
  func bounded() {
    let great = BilledLine.Discount(id: "di_1", worth: .amount(5000))
    #expect(InvoiceTotals([BilledLine(amount: 1000)], discounts: [great]).total == 0)
    let fixed = BilledLine(amount: 1000, isDiscountable: false)
    let both = InvoiceTotals([fixed, BilledLine(amount: 400)], discounts: [great])
    #expect(both.total == 1000)
  }

  @Test(
    "settles with the customer's balance",
    arguments: [
      (1000, 0, 1000, 0), (1000, -300, 700, 0), (1000, -1500, 0, -500), (1000, 200, 1200, 0),
      (-400, 0, 0, -400), (0, 0, 0, 0), (30, 0, 0, 30), (-400, 1000, 600, 0),
    ])
  func balance(total: Int, starting: Int, due: Int, ending: Int) {
    let totals = InvoiceTotals([BilledLine(amount: total)])
    let answer = totals.due(startingBalance: starting, in: Currency("usd"))
    #expect(answer.amount == due)
    #expect(answer.endingBalance == ending)
  }

  @Test("multiplies units, packages and tiers")
  func prices() throws {
    let unit: JSONObject = ["unit_amount": 1999, "unit_amount_decimal": "1999"]
    #expect(PriceArithmetic.amount(of: unit, quantity: ExactDecimal(3)) == 5997)
    let decimal: JSONObject = ["unit_amount": nil, "unit_amount_decimal": "0.25"]
    #expect(PriceArithmetic.amount(of: decimal, quantity: ExactDecimal(6)) == 2)
    let packages: JSONObject = [
      "unit_amount": 500, "transform_quantity": ["divide_by": 10, "round": "up"],
    ]
    #expect(PriceArithmetic.amount(of: packages, quantity: ExactDecimal(21)) == 1500)
    #expect(PriceArithmetic.amount(of: [:], quantity: ExactDecimal(1)) == nil)
  }

  @Test(
    "graduated and volume tiers differ",
    arguments: [(5, 500, 500), (10, 1000, 1000), (12, 1100, 600), (0, 0, 0)])
  func tiers(quantity: Int, graduated: Int, volume: Int) {
    let tiers: JSONValue = [
      ["up_to": 10, "unit_amount": 100], ["up_to": nil, "unit_amount": 50],
    ]
    func price(_ mode: String) -> JSONObject {
      ["billing_scheme": "tiered", "tiers_mode": .string(mode), "tiers": tiers]
    }
    let units = ExactDecimal(quantity)
    #expect(PriceArithmetic.amount(of: price("graduated"), quantity: units) == graduated)
    #expect(PriceArithmetic.amount(of: price("volume"), quantity: units) == volume)
  }
}
