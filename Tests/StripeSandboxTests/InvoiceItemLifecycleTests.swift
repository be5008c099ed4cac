import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

@Suite("Invoice items and lines")
struct InvoiceItemLifecycleTests {
  let client: SandboxClient
  let customer: String

  init() async throws {
    client = try SandboxClient()
    customer = try await client.post("/v1/customers").id
  }

  private func invoice(_ extra: JSONObject = [:]) async throws -> JSONObject {
    var parameters: JSONObject = ["customer": .string(customer), "currency": "usd"]
    for member in extra.members { parameters[member.key] = member.value }
    return try await client.post("/v1/invoices", parameters)
  }

  private func item(_ extra: JSONObject) async throws -> JSONObject {
    var parameters: JSONObject = ["customer": .string(customer)]
    for member in extra.members { parameters[member.key] = member.value }
    return try await client.post("/v1/invoiceitems", parameters)
  }

  private func stored(_ invoice: JSONObject) async throws -> JSONObject {
    try await client.get("/v1/invoices/\(invoice.id)")
  }

  @Test(
    "multiply units and quantities, a half rounding up",
    arguments: [
      ("100", "3", "usd", 300), ("0.5", "1", "usd", 1), ("12.345", "100", "usd", 1235),
      ("33.3", "1.5", "usd", 50), ("120", "2", "jpy", 240), ("0.004", "100", "usd", 0),
      ("-2.5", "1", "usd", -3),
    ])
  func arithmetic(unit: String, quantity: String, currency: String, amount: Int) async throws {
    let made = try await item([
      "unit_amount_decimal": .string(unit), "quantity_decimal": .string(quantity),
      "currency": .string(currency),
    ])
    #expect(made["amount"] == .integer(amount))
    #expect(made["pricing"]?["unit_amount_decimal"] == .string(unit))
    #expect(made["object"] == "invoiceitem")
  }

  @Test("bill prices, with the product's name")
  func priced() async throws {
    let price = try await client.post(
      "/v1/prices", ["currency": "usd", "unit_amount": 250, "product_data": ["name": "Tea"]])
    let made = try await item(["pricing": ["price": .string(price.id)], "quantity": 4])
    #expect(made["amount"] == 1000)
    #expect(made["quantity"] == 4)
    #expect(made["description"] == "Tea")
    #expect(made["pricing"]?["price_details"]?["price"] == .string(price.id))
    let more = try await client.post("/v1/invoiceitems/\(made.id)", ["quantity": 6])
    #expect(more["amount"] == 1500)
    let data = try await item([
      "price_data": [
        "currency": "usd", "unit_amount": 30, "product": price["product"] ?? nil,
      ],
      "quantity": 2,
    ])
    #expect(data["amount"] == 60)
  }

  @Test("refuse recurring and inactive prices, and saying nothing")
  func refusals() async throws {
    func refusal(_ extra: JSONObject) async throws -> APIError {
      var parameters = extra
      parameters["customer"] = .string(customer)
      return try await client.refusal(.post, "/v1/invoiceitems", parameters)
    }
    let monthly = try await client.post(
      "/v1/prices",
      [
        "currency": "usd", "unit_amount": 250, "product_data": ["name": "Tea"],
        "recurring": ["interval": "month"],
      ])
    #expect(
      try await refusal(["pricing": ["price": .string(monthly.id)]]).param == "pricing[price]")
    #expect(try await refusal([:]).code == "parameter_missing")
    #expect(try await refusal(["amount": 5]).param == "currency")
    let euro = try await invoice()
    let mixed = try await refusal(["amount": 5, "currency": "eur", "invoice": .string(euro.id)])
    #expect(mixed.param == "currency")
  }

  @Test("follow their invoice until it is final")
  func followed() async throws {
    let draft = try await invoice()
    let made = try await item(["invoice": .string(draft.id), "amount": 400, "currency": "usd"])
    _ = try await client.post(
      "/v1/invoiceitems/\(made.id)", ["amount": 650, "description": "more"])
    #expect(try await stored(draft)["total"] == 650)
    let line = try await client.rows("/v1/invoices/\(draft.id)/lines").first
    #expect(line?["description"] == "more")
    #expect(line?["parent"]?["invoice_item_details"]?["invoice_item"] == .string(made.id))
    _ = try await client.post("/v1/invoices/\(draft.id)/finalize")
    let late = try await client.refusal(.post, "/v1/invoiceitems/\(made.id)", ["amount": 1])
    #expect(late.code == "invoice_not_editable")
    #expect(
      try await client.refusal(.delete, "/v1/invoiceitems/\(made.id)").message
        == "Can't delete an invoice item that is attached to an invoice that is no longer editable")
    let added = try await client.refusal(
      .post, "/v1/invoiceitems",
      ["customer": .string(customer), "invoice": .string(draft.id), "amount": 1])
    #expect(added.code == "invoice_not_editable")
  }

  @Test("leave their invoice when they go")
  func deleted() async throws {
    let draft = try await invoice()
    let made = try await item(["invoice": .string(draft.id), "amount": 400, "currency": "usd"])
    #expect(try await client.delete("/v1/invoiceitems/\(made.id)")["deleted"] == true)
    #expect(try await stored(draft)["total"] == 0)
    #expect(try await client.rows("/v1/invoices/\(draft.id)/lines").isEmpty)
  }

  @Test("are found by whether they are pending")
  func filtered() async throws {
    let draft = try await invoice()
    let attached = try await item(["invoice": .string(draft.id), "amount": 4, "currency": "usd"])
    let loose = try await item(["amount": 5, "currency": "usd"])
    #expect(try await client.rows("/v1/invoiceitems", ["pending": true]).map(\.id) == [loose.id])
    #expect(
      try await client.rows("/v1/invoiceitems", ["pending": false]).map(\.id) == [attached.id])
    let ofInvoice = try await client.rows("/v1/invoiceitems", ["invoice": .string(draft.id)])
    #expect(ofInvoice.map(\.id) == [attached.id])
  }

  @Test("lines are added, changed and removed together")
  func bulk() async throws {
    let draft = try await invoice()
    let full = try await client.post(
      "/v1/invoices/\(draft.id)/add_lines",
      [
        "lines": [
          ["amount": 100, "description": "one"], ["amount": 200, "description": "two"],
        ],
        "invoice_metadata": ["k": "v"],
      ])
    #expect(full["total"] == 300)
    #expect(full["metadata"]?["k"] == "v")
    let lines = full["lines"]?["data"]?.array?.compactMap(\.object) ?? []
    #expect(lines.map { $0["description"] } == ["one", "two"])
    let first = try #require(lines.first)
    let changed = try await client.post(
      "/v1/invoices/\(draft.id)/update_lines",
      ["lines": [["id": .string(first.id), "amount": 150]]])
    #expect(changed["total"] == 350)
    let single = try await client.post(
      "/v1/invoices/\(draft.id)/lines/\(first.id)", ["amount": 175, "description": "uno"])
    #expect(single["description"] == "uno")
    #expect(try await stored(draft)["total"] == 375)
    let left = try await client.post(
      "/v1/invoices/\(draft.id)/remove_lines",
      ["lines": [["id": .string(first.id), "behavior": "unassign"]]])
    #expect(left["total"] == 200)
    #expect(try await client.rows("/v1/invoiceitems", ["pending": true]).count == 1)
    let unknown = try await client.refusal(
      .post, "/v1/invoices/\(draft.id)/update_lines", ["lines": [["id": "il_none"]]])
    #expect(unknown.code == "resource_missing")
    #expect(unknown.param == "lines[0][id]")
  }

  @Test("an invoice shows its first ten lines and lists them all")
  func manyLines() async throws {
    let draft = try await invoice()
    let lines = JSONValue.array(
      (1...12).map { ["amount": .integer($0 * 10), "description": .string("no. \($0)")] })
    let full = try await client.post("/v1/invoices/\(draft.id)/add_lines", ["lines": lines])
    #expect(full["lines"]?["data"]?.array?.count == 10)
    #expect(full["lines"]?["has_more"] == true)
    #expect(full["total"] == 780)
    let all = try await client.rows("/v1/invoices/\(draft.id)/lines", ["limit": 100])
    #expect(all.map { $0["amount"]?.integer } == (1...12).map { $0 * 10 })
  }

  @Test("tax rates of the invoice and of the item are applied")
  func taxes() async throws {
    func rate(_ percentage: JSONValue, inclusive: Bool) async throws -> JSONValue {
      let made = try await client.post(
        "/v1/tax_rates",
        ["display_name": "VAT", "percentage": percentage, "inclusive": .bool(inclusive)])
      return .string(made.id)
    }
    let nineteen = try await rate(19, inclusive: false)
    let draft = try await invoice(["default_tax_rates": [nineteen]])
    _ = try await item(["invoice": .string(draft.id), "amount": 1050, "currency": "usd"])
    let seven = try await rate(.number(JSONNumber(validated: "7.5")), inclusive: true)
    _ = try await item([
      "invoice": .string(draft.id), "amount": 1075, "currency": "usd", "tax_rates": [seven],
    ])
    let taxed = try await stored(draft)
    #expect(taxed["subtotal"] == 2125)
    #expect(taxed["total"] == 2325)
    #expect(taxed["total_excluding_tax"] == 2050)
    let amounts = taxed["total_taxes"]?.array?.map { $0["amount"] }
    #expect(amounts == [200, 75])
    let lines = try await client.rows("/v1/invoices/\(draft.id)/lines")
    #expect(lines.first?["taxes"]?[0]?["tax_rate_details"]?["tax_rate"] == nineteen)
  }

  @Test("coupons are taken off items and invoices")
  func coupons() async throws {
    _ = try await client.post("/v1/coupons", ["id": "HALF", "percent_off": 50, "duration": "once"])
    let draft = try await invoice(["discounts": [["coupon": "HALF"]]])
    _ = try await item(["invoice": .string(draft.id), "amount": 1001, "currency": "usd"])
    let half = try await stored(draft)
    #expect(half["subtotal"] == 1001)
    #expect(half["total"] == 500)
    #expect(half["total_discount_amounts"]?[0]?["amount"] == 501)
    _ = try await client.post(
      "/v1/coupons", ["id": "TWO", "amount_off": 200, "currency": "usd", "duration": "once"])
    let other = try await invoice()
    _ = try await item([
      "invoice": .string(other.id), "amount": 1000, "currency": "usd",
      "discounts": [["coupon": "TWO"]],
    ])
    #expect(try await stored(other)["subtotal"] == 800)
    #expect(try await stored(other)["total"] == 800)
  }

  @Test("taxes the caller computed stand")
  func givenTaxes() async throws {
    let draft = try await invoice()
    let full = try await client.post(
      "/v1/invoices/\(draft.id)/add_lines",
      [
        "lines": [
          [
            "amount": 1000, "description": "one",
            "tax_amounts": [
              [
                "amount": 77, "taxable_amount": 1000,
                "tax_rate_data": [
                  "display_name": "City", "inclusive": false, "percentage": 7,
                ],
              ]
            ],
          ]
        ]
      ])
    #expect(full["total"] == 1077)
    _ = try await item(["invoice": .string(draft.id), "amount": 100, "currency": "usd"])
    #expect(try await stored(draft)["total"] == 1177)
  }
}
