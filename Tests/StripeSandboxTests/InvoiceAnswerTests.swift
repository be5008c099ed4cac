import JSON
import SandboxTesting
import StripeCatalog
import StripeWire
import Testing

@testable import StripeSandbox

/// Invoices and their items as recorded answers of Stripe show them.
@Suite("Answers about invoices")
struct InvoiceAnswerTests {
  let client: SandboxClient
  let customer: String

  init() async throws {
    client = try SandboxClient()
    customer = try await client.post("/v1/customers", ["email": "ada@example.com"]).id
    let card = try await client.post(
      "/v1/payment_methods/pm_card_visa/attach", ["customer": .string(customer)])
    _ = try await client.post(
      "/v1/customers/\(customer)",
      ["invoice_settings": ["default_payment_method": .string(card.id)]])
  }

  private func item(_ amount: Int, _ description: String = "Setup") async throws -> JSONObject {
    try await client.post(
      "/v1/invoiceitems",
      [
        "customer": .string(customer), "amount": .integer(amount), "currency": "usd",
        "description": .string(description),
      ])
  }

  private func draft(_ extra: JSONObject = [:]) async throws -> JSONObject {
    var parameters: JSONObject = [
      "customer": .string(customer), "pending_invoice_items_behavior": "include",
    ]
    parameters.members += extra.members
    return try await client.post("/v1/invoices", parameters)
  }

  private func lines(of invoice: String) async throws -> [String] {
    try await client.rows("/v1/invoices/\(invoice)/lines").map { $0["description"]?.string ?? "" }
  }

  @Test func `an item is priced by an inactive price of its own`() async throws {
    let first = try await item(2000)
    #expect(first["frozen_fields"] == [])
    #expect(first["invoicing_rules"] == [])
    for absent in ["net_amount", "proration_details"] { #expect(first[absent] == nil) }
    let details = try #require(first["pricing"]?["price_details"]?.object)
    let price = try await client.get("/v1/prices/\(details["price"]?.string ?? "")")
    #expect(price["active"] == false)
    #expect(price["unit_amount"] == 2000)
    #expect(price["product"] == details["product"])
    #expect(try await item(2000)["pricing"] == first["pricing"])
    #expect(try await item(2001)["pricing"]?["price_details"]?["product"] == details["product"])
    let changed = try await client.post(
      "/v1/invoiceitems/\(first.id)", ["amount": 77, "description": "Other"])
    #expect(changed["pricing"]?["price_details"]?["product"] == details["product"])
    #expect(changed["pricing"]?["price_details"]?["price"] != details["price"])
    #expect(try await client.rows("/v1/events", ["type": "price.created"]).isEmpty)
  }

  @Test func `a draft has its shape`() async throws {
    _ = try await item(3500)
    let made = try await draft()
    #expect(
      made["rendering"] == [
        "amount_tax_display": nil, "pdf": ["page_size": "auto"], "template": nil,
        "template_version": nil,
      ])
    #expect(made["lines"]?["total_count"] == 1)
    #expect(made["webhooks_delivered_at"] == made["created"])
    for absent in ["amount_paid_off_stripe", "threshold_reason", "confirmation_secret"] {
      #expect(made[absent] == nil)
    }
    #expect(made["lines"]?["data"]?[0]?["subscription"] == nil)
    let final = try await client.post("/v1/invoices/\(made.id)/finalize")
    #expect(final["rendering"]?["pdf"]?["page_size"] == "letter")
    let shown = try await client.get(
      "/v1/invoices/\(made.id)", ["expand": ["confirmation_secret", "payments"]])
    #expect(shown["confirmation_secret"]?["type"] == "payment_intent")
    #expect(shown["payments"]?["url"] == "/v1/invoices/payments")
  }

  @Test func `a draft that advances says when it is charged`() async throws {
    _ = try await item(800)
    let made = try await draft(["auto_advance": true])
    #expect(made["next_payment_attempt"] == made["automatically_finalizes_at"])
    let off = try await client.post("/v1/invoices/\(made.id)", ["auto_advance": false])
    #expect(off["next_payment_attempt"]?.isNull == true)
    let sent = try await draft([
      "auto_advance": true, "collection_method": "send_invoice", "days_until_due": 7,
    ])
    #expect(sent["next_payment_attempt"]?.isNull == true)
  }

  @Test func `lines keep their order when some go and others come`() async throws {
    _ = try await item(1, "old")
    _ = try await item(2, "new")
    let id = try await draft().id
    let path = "/v1/invoices/\(id)"
    let added = try await client.post(
      "\(path)/add_lines",
      ["lines": ["a", "b", "c"].map { ["amount": 5, "description": .string($0)] }.json])
    #expect(try await lines(of: id) == ["new", "old", "a", "b", "c"])
    let rows = added["lines"]?["data"]?.array ?? []
    _ = try await client.post(
      "\(path)/remove_lines",
      ["lines": [["id": rows[2]["id"] ?? nil, "behavior": "delete"]]])
    _ = try await client.post(
      "\(path)/add_lines", ["lines": [["amount": 5, "description": "d"]]])
    #expect(try await lines(of: id) == ["new", "old", "b", "c", "d"])
  }

  @Test func `what a state does not allow is refused in Stripe's words`() async throws {
    _ = try await item(500)
    let paid = try await draft().id
    _ = try await client.post("/v1/invoices/\(paid)/pay")
    func message(_ verb: String, _ id: String) async throws -> String {
      try await client.refusal(.post, "/v1/invoices/\(id)/\(verb)").message
    }
    #expect(try await message("void", paid) == "Invoices with `paid` payments cannot be voided.")
    _ = try await item(500)
    let lost = try await draft().id
    _ = try await client.post("/v1/invoices/\(lost)/finalize")
    _ = try await client.post("/v1/invoices/\(lost)/mark_uncollectible")
    #expect(
      try await message("mark_uncollectible", lost)
        == "This invoice has already been marked uncollectible.")
    let late = try await client.refusal(
      .post, "/v1/invoices", ["customer": .string(customer), "days_until_due": 5])
    #expect(
      late.message
        == "You can only specify 'due_date' or 'days_until_due' if invoice collection method is"
        + " 'send_invoice'.")
    #expect(late.param == nil)
  }

  @Test(arguments: [
    ("", "invoice"), ("/send", "invoice"), ("/add_lines", "invoice"), ("/pay", "id"),
    ("/finalize", "id"), ("/void", "id"), ("/mark_uncollectible", "id"),
  ])
  func `a missing invoice is named as the operation names it`(_ verb: String, _ param: String)
    async throws
  {
    let parameters: JSONObject = verb == "/add_lines" ? ["lines": [["amount": 1]]] : [:]
    let error = try await client.refusal(
      verb.isEmpty ? .get : .post, "/v1/invoices/in_nope\(verb)", parameters)
    #expect(error.message == "No such invoice: 'in_nope'")
    #expect(error.param == param)
    let item = try await client.refusal(.get, "/v1/invoiceitems/ii_nope")
    #expect(item.message == "No such Invoice Item: 'ii_nope'(livemode=false)")
    #expect(item.param == "id")
  }

  @Test func `a deleted item cannot be changed`() async throws {
    let id = try await item(5).id
    _ = try await client.delete("/v1/invoiceitems/\(id)")
    let error = try await client.refusal(
      .post, "/v1/invoiceitems/\(id)", ["description": "gone"])
    #expect(error.message == "This invoice item has been deleted.")
    #expect(try await client.refusal(.delete, "/v1/invoiceitems/\(id)").status == 404)
    let taken = try await item(6).id
    _ = try await client.delete("/v1/invoices/\(draft().id)")
    let gone = try await client.refusal(.delete, "/v1/invoiceitems/\(taken)")
    #expect(gone.status == 400)
    #expect(try await client.refusal(.get, "/v1/invoiceitems/\(taken)").status == 404)
  }

  @Test func `allowed values are listed in Stripe's order`() async throws {
    let status = try await client.refusal(.get, "/v1/invoices", ["status": "bogus"])
    #expect(
      status.message
        == "Invalid status: must be one of draft, open, void, paid, or uncollectible")
    let pending = try await client.refusal(
      .post, "/v1/invoices",
      ["customer": .string(customer), "pending_invoice_items_behavior": "bogus"])
    #expect(
      pending.message
        == "Invalid pending_invoice_items_behavior: must be one of include or exclude")
  }

  @Test func `numbers are prefixed by the customer, alone`() async throws {
    for wrong in ["abc", "AB_1", "ABCDEFGHIJKLM"] {
      let error = try await client.refusal(
        .post, "/v1/customers", ["invoice_prefix": .string(wrong)])
      #expect(error.message == "Invoice number prefix must be 1–12 uppercase letters or numbers.")
    }
    let holder = try await client.post("/v1/customers", ["invoice_prefix": "P62"]).id
    let taken = try await client.refusal(
      .post, "/v1/customers/\(customer)", ["invoice_prefix": "P62"])
    #expect(
      taken.message
        == "This invoice number prefix is taken by customer: \(holder). Please enter a different"
        + " prefix.")
    _ = try await client.post("/v1/customers/\(holder)", ["invoice_prefix": "P62"])
  }

  @Test func `shipping is added to the total and not discounted`() async throws {
    let rate = try await client.post(
      "/v1/shipping_rates",
      [
        "display_name": "Ground", "type": "fixed_amount",
        "fixed_amount": [
          "amount": 500, "currency": "usd", "currency_options": ["eur": ["amount": 450]],
        ],
      ])
    #expect(rate["fixed_amount"]?["currency_options"] == nil)
    #expect(rate["tax_behavior"] == "unspecified")
    _ = try await item(1000)
    let made = try await draft(["shipping_cost": ["shipping_rate": .string(rate.id)]])
    #expect(made["subtotal"] == 1000)
    #expect(made["total"] == 1500)
    #expect(made["amount_shipping"] == 500)
    #expect(made["shipping_cost"]?["amount_total"] == 500)
    let missing = try await client.refusal(.get, "/v1/shipping_rates/shr_nope")
    #expect(missing.message == "No such shipping rate: 'shr_nope'")
  }

  @Test func `a preview keeps nothing and refuses what needs time`() async throws {
    _ = try await item(300)
    let preview = try await client.post(
      "/v1/invoices/create_preview",
      [
        "customer": .string(customer),
        "invoice_items": [["amount": 200, "currency": "usd", "description": "More"]],
      ])
    #expect(preview["total"] == 500)
    #expect(try await client.rows("/v1/invoices").isEmpty)
    #expect(try await client.rows("/v1/invoiceitems").count == 1)
    let error = try await client.refusal(
      .post, "/v1/invoices/create_preview",
      ["customer": .string(customer), "subscription_details": ["cancel_now": true]])
    #expect(error.message.contains("does not support subscription_details"))
  }

  @Test func `every operation that takes a part away says what it does`() {
    let resources = Resources(Catalog.embedded, behaviors: ResourceBehaviors.all)
    for operation in Catalog.embedded.operations where operation.name.hasPrefix("delete_") {
      guard operation.kind == .action, operation.name != "delete_where" else { continue }
      let behavior = resources[operation.object].behavior
      #expect(behavior.actions[operation.name] != nil, "\(operation.id)")
    }
  }
}

extension [JSONObject] {
  fileprivate var json: JSONValue { .array(map(JSONValue.object)) }
}
