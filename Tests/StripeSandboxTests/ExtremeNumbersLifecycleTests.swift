import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

@Suite("Extreme numbers are refused, and nothing falls over")
struct ExtremeNumbersLifecycleTests {
  private static let extremes = [
    Int.max, Int.min, Int.max - 1, 999_999_999_999, -999_999_999_999, 0, -1,
  ]

  @Test("wherever a request takes a number", arguments: extremes)
  func everywhere(number: Int) async throws {
    let client = try SandboxClient()
    let value = JSONValue.integer(number)
    let customer = JSONValue.string(
      try await client.post("/v1/customers", ["payment_method": "pm_card_visa"]).id)
    let price = JSONValue.string(
      try await client.post(
        "/v1/prices",
        [
          "currency": "usd", "unit_amount": 999_999_999_999, "product_data": ["name": "Tea"],
          "recurring": ["interval": "month"],
        ]
      ).id)
    let invoice = try await client.post("/v1/invoices", ["customer": customer, "currency": "usd"])
      .id
    let requests: [(String, JSONObject)] = [
      ("/v1/customers", ["balance": value]),
      ("/v1/customers", ["next_invoice_sequence": value]),
      (
        "/v1/customers/\(customer.string ?? "")/balance_transactions",
        ["amount": value, "currency": "usd"]
      ),
      ("/v1/invoiceitems", ["customer": customer, "amount": value, "currency": "usd"]),
      (
        "/v1/invoiceitems",
        ["customer": customer, "amount": value, "currency": "usd", "quantity": value]
      ),
      (
        "/v1/invoiceitems",
        [
          "customer": customer, "unit_amount_decimal": .string(String(number)),
          "currency": "usd", "quantity": value,
        ]
      ),
      ("/v1/invoices/\(invoice)/add_lines", ["lines": [["amount": value], ["amount": value]]]),
      (
        "/v1/invoices",
        ["customer": customer, "collection_method": "send_invoice", "days_until_due": value]
      ),
      (
        "/v1/prices",
        ["currency": "usd", "unit_amount": value, "product_data": ["name": "x"]]
      ),
      (
        "/v1/prices",
        [
          "currency": "usd", "unit_amount": 1, "product_data": ["name": "x"],
          "recurring": ["interval": "year", "interval_count": value],
        ]
      ),
      ("/v1/payment_links", ["line_items": [["price": price, "quantity": value]]]),
      ("/v1/payment_intents", ["amount": value, "currency": "usd"]),
      ("/v1/charges", ["amount": value, "currency": "jpy", "customer": customer]),
      ("/v1/coupons", ["amount_off": value, "currency": "usd", "duration": "once"]),
      (
        "/v1/subscriptions",
        [
          "customer": customer, "items": [["price": price, "quantity": value]],
          "trial_period_days": value,
        ]
      ),
      (
        "/v1/subscriptions",
        ["customer": customer, "items": [["price": price]], "trial_end": value]
      ),
      (
        "/v1/payment_methods",
        [
          "type": "card",
          "card": ["number": "4242424242424242", "exp_month": value, "exp_year": value],
        ]
      ),
    ]
    for (path, parameters) in requests {
      let response = await client.send(.post, path, parameters)
      #expect([200, 400, 402].contains(response.status), "\(path) \(parameters)")
    }
    let final = await client.send(.post, "/v1/invoices/\(invoice)/finalize")
    #expect(final.status < 500)
  }

  @Test("amounts add up to the limit and no further")
  func limit() async throws {
    let client = try SandboxClient()
    let customer = try await client.post("/v1/customers").id
    let most = Limits.amount.upperBound
    let path = "/v1/customers/\(customer)/balance_transactions"
    _ = try await client.post(path, ["amount": .integer(most), "currency": "usd"])
    #expect(try await client.refusal(.post, path, ["amount": 1, "currency": "usd"]).status == 400)
    _ = try await client.post(path, ["amount": -1, "currency": "usd"])
    #expect(try await client.get("/v1/customers/\(customer)")["balance"] == .integer(most - 1))
  }
}
