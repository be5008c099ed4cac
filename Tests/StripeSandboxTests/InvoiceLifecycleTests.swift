import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

@Suite("Invoices")
struct InvoiceLifecycleTests {
  let client: SandboxClient
  let customer: String

  init() async throws {
    client = try SandboxClient()
    customer = try await client.post("/v1/customers", ["name": "Ada", "email": "ada@example.com"])
      .id
  }

  private func draft(_ amount: Int = 2000, _ extra: JSONObject = [:]) async throws -> JSONObject {
    var parameters: JSONObject = ["customer": .string(customer), "currency": "usd"]
    for member in extra.members { parameters[member.key] = member.value }
    let invoice = try await client.post("/v1/invoices", parameters)
    if amount != 0 { try await add(amount, to: invoice.id) }
    return try await client.get("/v1/invoices/\(invoice.id)")
  }

  @discardableResult
  private func add(_ amount: Int, to invoice: String, _ extra: JSONObject = [:]) async throws
    -> JSONObject
  {
    var parameters: JSONObject = [
      "customer": .string(customer), "invoice": .string(invoice), "amount": .integer(amount),
      "currency": "usd",
    ]
    for member in extra.members { parameters[member.key] = member.value }
    return try await client.post("/v1/invoiceitems", parameters)
  }

  private func act(_ verb: String, _ id: String, _ parameters: JSONObject = [:]) async throws
    -> JSONObject
  {
    try await client.post("/v1/invoices/\(id)/\(verb)", parameters)
  }

  private func refusal(_ verb: String, _ id: String, _ parameters: JSONObject = [:]) async throws
    -> APIError
  {
    try await client.refusal(.post, "/v1/invoices/\(id)/\(verb)", parameters)
  }

  private func giveCard(_ token: String = "tok_visa") async throws {
    let method = try await client.post(
      "/v1/payment_methods", ["type": "card", "card": ["token": .string(token)]])
    let attached = try await client.post(
      "/v1/payment_methods/\(method.id)/attach", ["customer": .string(customer)])
    _ = try await client.post(
      "/v1/customers/\(customer)",
      ["invoice_settings": ["default_payment_method": .string(attached.id)]])
  }

  @Test("a draft is scheduled to be finalized as long as it advances by itself")
  func schedule() async throws {
    let id = try await draft().id
    let path = "/v1/invoices/\(id)"
    let on = try await client.post(path, ["auto_advance": true])
    #expect(on["automatically_finalizes_at"]?.integer != nil)
    let off = try await client.post(path, ["auto_advance": false])
    #expect(off["automatically_finalizes_at"]?.isNull == true)
  }

  @Test("start as drafts with the customer's details and nothing due")
  func created() async throws {
    let invoice = try await draft(0)
    #expect(invoice["status"] == "draft")
    #expect(invoice["customer_email"] == "ada@example.com")
    #expect(invoice["customer_name"] == "Ada")
    #expect(invoice["number"]?.isNull == true)
    #expect(invoice["total"] == 0)
    #expect(invoice["billing_reason"] == "manual")
    #expect(invoice["auto_advance"] == false)
    #expect(invoice["lines"]?["data"]?.array?.isEmpty == true)
    #expect(invoice["lines"]?["url"] == .string("/v1/invoices/\(invoice.id)/lines"))
  }

  @Test("want a customer who exists")
  func customerMissing() async throws {
    #expect(try await client.refusal(.post, "/v1/invoices").code == "parameter_missing")
    let unknown = try await client.refusal(.post, "/v1/invoices", ["customer": "cus_none"])
    #expect(unknown.code == "resource_missing")
    #expect(unknown.status == 400)
  }

  @Test("sum their lines and show them newest last when added late")
  func lines() async throws {
    let invoice = try await draft(0)
    for amount in [100, 250, -50] { try await add(amount, to: invoice.id) }
    let stored = try await client.get("/v1/invoices/\(invoice.id)")
    #expect(stored["subtotal"] == 300)
    #expect(stored["amount_due"] == 300)
    let lines = try await client.rows("/v1/invoices/\(invoice.id)/lines")
    #expect(lines.map { $0["amount"]?.integer } == [100, 250, -50])
    #expect(lines.allSatisfy { $0.id.hasPrefix("il_") && $0["object"] == "line_item" })
  }

  @Test("take pending items only when asked to")
  func pending() async throws {
    let item = try await client.post(
      "/v1/invoiceitems", ["customer": .string(customer), "amount": 700, "currency": "usd"])
    #expect(item["invoice"]?.isNull == true)
    #expect(try await draft(0)["total"] == 0)
    let with = try await draft(0, ["pending_invoice_items_behavior": "include"])
    #expect(with["total"] == 700)
    #expect(try await client.get("/v1/invoiceitems/\(item.id)")["invoice"] == .string(with.id))
    #expect(try await draft(0, ["pending_invoice_items_behavior": "include"])["total"] == 0)
  }

  @Test("are numbered by the customer's prefix when they become final")
  func finalized() async throws {
    let prefix = try #require(
      try await client.get("/v1/customers/\(customer)")["invoice_prefix"]?.string)
    let first = try await act("finalize", draft().id)
    let second = try await act("finalize", draft().id)
    #expect(first["status"] == "open")
    #expect(first["number"] == .string("\(prefix)-0001"))
    #expect(second["number"] == .string("\(prefix)-0002"))
    #expect(first["status_transitions"]?["finalized_at"] == .integer(client.time.now))
    #expect(first["hosted_invoice_url"]?.string?.hasPrefix("https://") == true)
    #expect(first["amount_remaining"] == 2000)
    #expect(first["ending_balance"] == 0)
  }

  @Test("get a payment intent that pays them")
  func payments() async throws {
    let invoice = try await act("finalize", draft().id)
    let payments = try await client.rows("/v1/invoice_payments", ["invoice": .string(invoice.id)])
    #expect(payments.count == 1)
    #expect(payments.first?["is_default"] == true)
    #expect(payments.first?["status"] == "open")
    let intent = try #require(payments.first?["payment"]?["payment_intent"]?.string)
    let stored = try await client.get("/v1/payment_intents/\(intent)")
    #expect(stored["amount"] == 2000)
    #expect(stored["status"] == "requires_payment_method")
  }

  @Test("are paid at once when nothing is due")
  func free() async throws {
    let invoice = try await act("finalize", draft(0).id)
    #expect(invoice["status"] == "paid")
    #expect(invoice["status_transitions"]?["paid_at"] == .integer(client.time.now))
    #expect(try await refusal("pay", invoice.id).message == "Invoice is already paid")
  }

  @Test("are paid by the customer's default card")
  func paid() async throws {
    try await giveCard()
    let invoice = try await act("finalize", draft().id)
    let paid = try await act("pay", invoice.id)
    #expect(paid["status"] == "paid")
    #expect(paid["amount_paid"] == 2000)
    #expect(paid["amount_remaining"] == 0)
    #expect(paid["attempt_count"] == 1)
    #expect(paid["attempted"] == true)
    let charges = try await client.rows("/v1/charges", ["customer": .string(customer)])
    #expect(charges.map { $0["status"] } == ["succeeded"])
    let payments = try await client.rows("/v1/invoice_payments", ["invoice": .string(invoice.id)])
    #expect(payments.first?["status"] == "paid")
    #expect(payments.first?["amount_paid"] == 2000)
    #expect(try await refusal("pay", invoice.id).status == 400)
  }

  @Test("are finalized by being paid")
  func paidAsDraft() async throws {
    try await giveCard()
    let paid = try await act("pay", draft().id)
    #expect(paid["status"] == "paid")
    #expect(paid["number"]?.string != nil)
  }

  @Test("cannot be paid without a method, or with one of nobody")
  func methodMissing() async throws {
    let invoice = try await act("finalize", draft().id)
    #expect(try await refusal("pay", invoice.id).message.contains("default_payment_method"))
    let foreign = try await refusal("pay", invoice.id, ["payment_method": "pm_card_visa"])
    #expect(foreign.code == "resource_missing")
  }

  @Test("stay open when the card says no, and count the attempt")
  func declined() async throws {
    try await giveCard("tok_chargeCustomerFail")
    let invoice = try await act("finalize", draft().id)
    let error = try await refusal("pay", invoice.id)
    #expect(error.status == 402)
    #expect(error.type == "card_error")
    #expect(error.code == "card_declined")
    #expect(error.fields["decline_code"] == "generic_decline")
    let charge = try #require(error.fields["charge"]?.string)
    #expect(try await client.get("/v1/charges/\(charge)")["status"] == "failed")
    let stored = try await client.get("/v1/invoices/\(invoice.id)")
    #expect(stored["status"] == "open")
    #expect(stored["attempt_count"] == 1)
    #expect(stored["amount_paid"] == 0)
    try await giveCard()
    #expect(try await act("pay", invoice.id)["attempt_count"] == 2)
  }

  @Test("say when the customer has to act, and are paid once the customer has")
  func authentication() async throws {
    try await giveCard("tok_authenticationRequired")
    let invoice = try await act("finalize", draft().id)
    let error = try await refusal("pay", invoice.id)
    #expect(error.status == 402)
    #expect(error.code == "invoice_payment_intent_requires_action")
    let payments = try await client.rows("/v1/invoice_payments", ["invoice": .string(invoice.id)])
    let intent = try #require(payments.first?["payment"]?["payment_intent"]?.string)
    #expect(try await client.get("/v1/payment_intents/\(intent)")["status"] == "requires_action")
    _ = try await client.post("/v1/payment_intents/\(intent)/confirm")
    #expect(try await client.get("/v1/invoices/\(invoice.id)")["status"] == "paid")
  }

  @Test("can be paid outside Stripe, which ends their payment intent")
  func outOfBand() async throws {
    let invoice = try await act("finalize", draft().id)
    let paid = try await act("pay", invoice.id, ["paid_out_of_band": true])
    #expect(paid["status"] == "paid")
    #expect(paid["amount_paid"] == 2000)
    #expect(paid["attempted"] == false)
    #expect(paid["amount_remaining"] == 0)
    #expect(try await client.rows("/v1/charges").isEmpty)
    #expect(try await client.rows("/v1/payment_intents").map { $0["status"] } == ["canceled"])
  }

  @Test("can be voided or given up while open")
  func closed() async throws {
    let voided = try await act("void", act("finalize", draft().id).id)
    #expect(voided["status"] == "void")
    #expect(voided["status_transitions"]?["voided_at"] == .integer(client.time.now))
    #expect(
      try await client.rows("/v1/payment_intents").first?["cancellation_reason"] == "void_invoice")
    let lost = try await act("mark_uncollectible", act("finalize", draft().id).id)
    #expect(lost["status"] == "uncollectible")
    #expect(lost["status_transitions"]?["marked_uncollectible_at"] == .integer(client.time.now))
    #expect(try await act("void", lost.id)["status"] == "void")
  }

  @Test(
    "refuse what their state does not allow",
    arguments: [
      ("draft", "void"), ("draft", "mark_uncollectible"), ("open", "finalize"),
      ("open", "add_lines"), ("paid", "finalize"), ("paid", "void"), ("paid", "pay"),
      ("paid", "mark_uncollectible"), ("void", "pay"), ("void", "void"), ("void", "finalize"),
      ("uncollectible", "mark_uncollectible"), ("uncollectible", "finalize"),
    ])
  func illegal(state: String, verb: String) async throws {
    let id = try await draft().id
    let way = ["paid": "pay", "void": "void", "uncollectible": "mark_uncollectible"]
    if state != "draft" { _ = try await act("finalize", id) }
    if let last = way[state] {
      _ = try await act(last, id, last == "pay" ? ["paid_out_of_band": true] : [:])
    }
    let error = try await refusal(
      verb, id, verb == "add_lines" ? ["lines": [["amount": 5, "description": "x"]]] : [:])
    #expect(error.status == 400)
    #expect(error.type == "invalid_request_error")
    if verb == "add_lines" { #expect(error.code == "invoice_not_editable") }
    #expect(try await client.get("/v1/invoices/\(id)")["status"] == .string(state))
  }

  @Test("can still be paid when given up")
  func uncollectiblePaid() async throws {
    let lost = try await act("mark_uncollectible", act("finalize", draft().id).id)
    try await giveCard()
    let paid = try await act("pay", lost.id)
    #expect(paid["status"] == "paid")
    #expect(paid["status_transitions"]?["marked_uncollectible_at"]?.integer != nil)
  }

  @Test("follow their customer's details until they are final")
  func details() async throws {
    let invoice = try await draft()
    _ = try await client.post("/v1/customers/\(customer)", ["name": "Grace"])
    #expect(try await act("finalize", invoice.id)["customer_name"] == "Grace")
    _ = try await client.post("/v1/customers/\(customer)", ["name": "Hedy"])
    #expect(try await client.get("/v1/invoices/\(invoice.id)")["customer_name"] == "Grace")
  }

  @Test("keep their payment intent from being canceled alone")
  func intentCanceled() async throws {
    let invoice = try await act("finalize", draft().id)
    let intent = try #require(try await client.rows("/v1/payment_intents").first?.id)
    #expect(try await client.refusal(.post, "/v1/payment_intents/\(intent)/cancel").status == 400)
    _ = try await act("void", invoice.id)
    #expect(try await client.get("/v1/payment_intents/\(intent)")["status"] == "canceled")
  }

  @Test("are deleted as drafts only")
  func deleted() async throws {
    let invoice = try await draft()
    let stub = try await client.delete("/v1/invoices/\(invoice.id)")
    #expect(stub["deleted"] == true)
    #expect(try await client.refusal(.get, "/v1/invoices/\(invoice.id)").status == 404)
    #expect(try await client.rows("/v1/invoiceitems").isEmpty)
    let open = try await act("finalize", draft().id)
    #expect(
      try await client.refusal(.delete, "/v1/invoices/\(open.id)").message
        == "You can only delete draft invoices.")
  }

  @Test("let little be changed once final")
  func edited() async throws {
    let invoice = try await draft()
    let changed = try await client.post("/v1/invoices/\(invoice.id)", ["description": "July"])
    #expect(changed["description"] == "July")
    _ = try await act("finalize", invoice.id)
    let error = try await client.refusal(
      .post, "/v1/invoices/\(invoice.id)", ["description": "August"])
    #expect(error.message == "Finalized invoices can't be updated in this way")
    #expect(error.param == "description")
    let tagged = try await client.post("/v1/invoices/\(invoice.id)", ["metadata": ["a": "b"]])
    #expect(tagged["metadata"]?["a"] == "b")
  }

  @Test("are sent only to whom they are to be sent")
  func sent() async throws {
    let automatic = try await draft()
    #expect(try await refusal("send", automatic.id).message.contains("send_invoice"))
    let manual = try await draft(2000, ["collection_method": "send_invoice", "days_until_due": 14])
    #expect(manual["due_date"] == .integer(client.time.now + 14 * 86_400))
    #expect(try await act("send", manual.id)["status"] == "open")
    let error = try await client.refusal(
      .post, "/v1/invoices",
      ["customer": .string(customer), "collection_method": "send_invoice"])
    #expect(error.status == 400)
  }

  @Test("use up the customer's credit, and give it back when voided")
  func credit() async throws {
    _ = try await client.post("/v1/customers/\(customer)", ["balance": -1500])
    let open = try await act("finalize", draft().id)
    #expect(open["starting_balance"] == -1500)
    #expect(open["amount_due"] == 500)
    #expect(open["ending_balance"] == 0)
    #expect(try await client.get("/v1/customers/\(customer)")["balance"] == 0)
    _ = try await act("void", open.id)
    #expect(try await client.get("/v1/customers/\(customer)")["balance"] == -1500)
  }

  @Test("can be previewed without leaving a trace")
  func preview() async throws {
    let preview = try await client.post(
      "/v1/invoices/create_preview",
      [
        "customer": .string(customer),
        "invoice_items": [["amount": 900, "currency": "usd"]],
      ])
    #expect(preview["total"] == 900)
    #expect(preview.id.hasPrefix("upcoming_"))
    #expect(try await client.rows("/v1/invoices").isEmpty)
    #expect(try await client.rows("/v1/invoiceitems").isEmpty)
  }

  @Test("are revised by another, which voids them")
  func revised() async throws {
    let original = try await act("finalize", draft().id)
    let revision = try await client.post(
      "/v1/invoices", ["from_invoice": ["invoice": .string(original.id), "action": "revision"]])
    #expect(revision["status"] == "draft")
    #expect(revision["total"] == 2000)
    _ = try await act("finalize", revision.id)
    let old = try await client.get("/v1/invoices/\(original.id)")
    #expect(old["status"] == "void")
    #expect(old["latest_revision"] == .string(revision.id))
  }

  @Test("take further payments in part")
  func attached() async throws {
    let invoice = try await act("finalize", draft().id)
    let intent = try await client.post(
      "/v1/payment_intents",
      [
        "amount": 500, "currency": "usd", "payment_method": "pm_card_visa", "confirm": true,
        "allowed_payment_method_types": ["card"],
      ])
    let part = try await act("attach_payment", invoice.id, ["payment_intent": .string(intent.id)])
    #expect(part["amount_paid"] == 500)
    #expect(part["amount_remaining"] == 1500)
    #expect(part["status"] == "open")
    try await giveCard()
    let paid = try await act("pay", invoice.id)
    #expect(paid["amount_paid"] == 2000)
    #expect(paid["status"] == "paid")
  }
}
