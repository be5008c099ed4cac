import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

@Suite("Credit notes")
struct CreditNoteTests {
  let client: SandboxClient
  let customer: String

  init() async throws {
    client = try SandboxClient()
    customer = try await client.post("/v1/customers", ["invoice_prefix": "CN1"]).id
    let card = try await client.post(
      "/v1/payment_methods/pm_card_visa/attach", ["customer": .string(customer)])
    _ = try await client.post(
      "/v1/customers/\(customer)",
      ["invoice_settings": ["default_payment_method": .string(card.id)]])
  }

  private func invoice(_ amount: Int = 2000, isPaid: Bool, _ extra: JSONObject = [:]) async throws
    -> JSONObject
  {
    _ = try await client.post(
      "/v1/invoiceitems",
      [
        "customer": .string(customer), "unit_amount_decimal": .string(String(amount / 2)),
        "quantity": 2, "currency": "usd", "description": "Setup",
      ])
    var parameters: JSONObject = [
      "customer": .string(customer), "pending_invoice_items_behavior": "include",
    ]
    parameters.members += extra.members
    let draft = try await client.post("/v1/invoices", parameters)
    return try await client.post("/v1/invoices/\(draft.id)/\(isPaid ? "pay" : "finalize")")
  }

  private func credit(_ invoice: JSONObject, _ parameters: JSONObject) -> JSONObject {
    var all = parameters
    all["invoice"] = .string(invoice.id)
    return all
  }

  private func custom(_ amount: Int) -> JSONValue {
    [
      [
        "type": "custom_line_item", "description": "Refund", "quantity": 1,
        "unit_amount": .integer(amount),
      ]
    ]
  }

  @Test func `one on an open invoice lowers what remains, until it is voided`() async throws {
    let open = try await invoice(isPaid: false)
    let note = try await client.post("/v1/credit_notes", credit(open, ["lines": custom(500)]))
    #expect(note["type"] == "pre_payment")
    #expect(note["pre_payment_amount"] == 500)
    #expect(note["post_payment_amount"] == 0)
    #expect(note["number"] == "CN1-0001-CN-01")
    let lowered = try await client.get("/v1/invoices/\(open.id)")
    #expect(lowered["amount_due"] == 1500)
    #expect(lowered["amount_remaining"] == 1500)
    #expect(lowered["pre_payment_credit_notes_amount"] == 500)
    #expect(lowered["total"] == 2000)
    let intents = try await client.rows("/v1/payment_intents")
    #expect(intents.first?["amount"] == 1500)
    let void = try await client.post("/v1/credit_notes/\(note.id)/void")
    #expect(void["status"] == "void")
    #expect(void["voided_at"]?.integer != nil)
    #expect(try await client.get("/v1/invoices/\(open.id)")["amount_due"] == 2000)
    #expect(
      try await client.refusal(.post, "/v1/credit_notes/\(note.id)/void").status == 400)
    let events = try await client.rows("/v1/events", ["limit": 100])
      .compactMap { $0["type"]?.string }.filter { $0.hasPrefix("credit_note.") }
    #expect(
      events.reversed() == [
        "credit_note.created", "credit_note.voided", "credit_note.updated",
      ])
  }

  @Test func `one of all that remains has the invoice paid`() async throws {
    let open = try await invoice(isPaid: false)
    _ = try await client.post("/v1/credit_notes", credit(open, ["amount": 2000]))
    let paid = try await client.get("/v1/invoices/\(open.id)")
    #expect(paid["status"] == "paid")
    #expect(paid["amount_paid"] == 0)
    #expect(try await client.rows("/v1/payment_intents").first?["status"] == "canceled")
  }

  @Test func `one on a paid invoice is refunded`() async throws {
    let paid = try await invoice(isPaid: true)
    let note = try await client.post(
      "/v1/credit_notes", credit(paid, ["lines": custom(500), "refund_amount": 500]))
    #expect(note["type"] == "post_payment")
    #expect(note["total"] == 500)
    #expect(note["out_of_band_amount"]?.isNull == true)
    let refund = try await client.rows("/v1/refunds").first
    #expect(refund?["amount"] == 500)
    #expect(
      note["refunds"] == [
        [
          "amount_refunded": 500, "payment_record_refund": nil, "refund": refund?["id"] ?? nil,
          "type": "refund",
        ]
      ])
    let line = try #require(note["lines"]?["data"]?[0]?.object)
    #expect(line["unit_amount_decimal"] == "500")
    #expect(line["invoice_line_item"] == nil)
    let after = try await client.get("/v1/invoices/\(paid.id)")
    #expect(after["post_payment_credit_notes_amount"] == 500)
    #expect(after["amount_paid"] == 2000)
    #expect(try await client.refusal(.post, "/v1/credit_notes/\(note.id)/void").status == 400)
  }

  @Test func `three channels make up what was paid`() async throws {
    let paid = try await invoice(isPaid: true)
    let short = try await client.refusal(
      .post, "/v1/credit_notes", credit(paid, ["amount": 900, "credit_amount": 100]))
    #expect(short.message.contains("$1.00"))
    #expect(short.message.contains("$9.00"))
    let note = try await client.post(
      "/v1/credit_notes",
      credit(
        paid,
        [
          "amount": 900, "credit_amount": 300, "out_of_band_amount": 400, "refund_amount": 200,
        ]))
    #expect(note["out_of_band_amount"] == 400)
    #expect(try await client.get("/v1/customers/\(customer)")["balance"] == -300)
    let entry = try await client.rows("/v1/customers/\(customer)/balance_transactions").first
    #expect(entry?["type"] == "credit_note")
    #expect(entry?["credit_note"] == .string(note.id))
    #expect(note["customer_balance_transaction"] == entry?["id"])
    let much = try await client.refusal(
      .post, "/v1/credit_notes", credit(paid, ["amount": 1101, "credit_amount": 1101]))
    #expect(much.param == "amount")
  }

  @Test func `parts of lines take their taxes and discounts along`() async throws {
    let rate = try await client.post(
      "/v1/tax_rates", ["display_name": "VAT", "inclusive": false, "percentage": 10])
    let coupon = try await client.post("/v1/coupons", ["percent_off": 50])
    let open = try await invoice(
      isPaid: false,
      [
        "default_tax_rates": [.string(rate.id)], "discounts": [["coupon": .string(coupon.id)]],
      ])
    #expect(open["total"] == 1100)
    let line = open["lines"]?["data"]?[0]?["id"] ?? nil
    let given: JSONObject = [
      "lines": [["type": "invoice_line_item", "invoice_line_item": line, "quantity": 1]]
    ]
    let preview = try await client.get("/v1/credit_notes/preview", credit(open, given))
    #expect(preview["subtotal"] == 1000)
    #expect(preview["discount_amount"] == 500)
    #expect(preview["total_excluding_tax"] == 500)
    #expect(preview["total"] == 550)
    #expect(preview["total_taxes"]?[0]?["amount"] == 50)
    #expect(try await client.rows("/v1/credit_notes").isEmpty)
    let lines = try await client.rows("/v1/credit_notes/preview/lines", credit(open, given))
    #expect(lines.map { $0["amount"] } == [1000])
    let note = try await client.post("/v1/credit_notes", credit(open, given))
    let stored = try await client.rows("/v1/credit_notes/\(note.id)/lines")
    #expect(stored.map { $0["quantity"] } == [1])
    let named = try await client.post("/v1/credit_notes/\(note.id)", ["memo": "Sorry"])
    #expect(named["memo"] == "Sorry")
  }

  @Test func `a draft has nothing to credit`() async throws {
    let draft = try await client.post("/v1/invoices", ["customer": .string(customer)])
    let error = try await client.refusal(
      .post, "/v1/credit_notes", credit(draft, ["amount": 5]))
    #expect(error.param == "invoice")
  }
}
