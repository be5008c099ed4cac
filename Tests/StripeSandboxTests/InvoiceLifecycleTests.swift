import JSON
import StripeWire
import Testing

@testable import StripeSandbox

@Suite("Invoices")
struct InvoiceLifecycleTests {
  let client: SandboxClient
  let customer: String

  init() throws {
    client = try SandboxClient()
    customer = try client.post("/v1/customers", ["name": "Ada", "email": "ada@example.com"]).id
  }

  private func draft(_ amount: Int = 2000, _ extra: JSONObject = [:]) throws -> JSONObject {
    var parameters: JSONObject = ["customer": .string(customer), "currency": "usd"]
    for member in extra.members { parameters[member.key] = member.value }
    let invoice = try client.post("/v1/invoices", parameters)
    if amount != 0 { try add(amount, to: invoice.id) }
    return try client.get("/v1/invoices/\(invoice.id)")
  }

  @discardableResult
  private func add(_ amount: Int, to invoice: String, _ extra: JSONObject = [:]) throws
    -> JSONObject
  {
    var parameters: JSONObject = [
      "customer": .string(customer), "invoice": .string(invoice), "amount": .integer(amount),
      "currency": "usd",
    ]
    for member in extra.members { parameters[member.key] = member.value }
    return try client.post("/v1/invoiceitems", parameters)
  }

  private func act(_ verb: String, _ id: String, _ parameters: JSONObject = [:]) throws
    -> JSONObject
  {
    try client.post("/v1/invoices/\(id)/\(verb)", parameters)
  }

  private func refusal(_ verb: String, _ id: String, _ parameters: JSONObject = [:]) throws
    -> APIError
  {
    try client.refusal(.post, "/v1/invoices/\(id)/\(verb)", parameters)
  }

  private func giveCard(_ token: String = "tok_visa") throws {
    let method = try client.post(
      "/v1/payment_methods", ["type": "card", "card": ["token": .string(token)]])
    let attached = try client.post(
      "/v1/payment_methods/\(method.id)/attach", ["customer": .string(customer)])
    _ = try client.post(
      "/v1/customers/\(customer)",
      ["invoice_settings": ["default_payment_method": .string(attached.id)]])
  }

  @Test("a draft is scheduled to be finalized as long as it advances by itself")
  func schedule() throws {
    let id = try draft().id
    let path = "/v1/invoices/\(id)"
    let on = try client.post(path, ["auto_advance": true])
    #expect(on["automatically_finalizes_at"]?.integer != nil)
    let off = try client.post(path, ["auto_advance": false])
    #expect(off["automatically_finalizes_at"]?.isNull == true)
  }

  @Test("start as drafts with the customer's details and nothing due")
  func created() throws {
    let invoice = try draft(0)
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
  func customerMissing() throws {
    #expect(try client.refusal(.post, "/v1/invoices").code == "parameter_missing")
    let unknown = try client.refusal(.post, "/v1/invoices", ["customer": "cus_none"])
    #expect(unknown.code == "resource_missing")
    #expect(unknown.status == 400)
  }

  @Test("sum their lines and show them newest last when added late")
  func lines() throws {
    let invoice = try draft(0)
    for amount in [100, 250, -50] { try add(amount, to: invoice.id) }
    let stored = try client.get("/v1/invoices/\(invoice.id)")
    #expect(stored["subtotal"] == 300)
    #expect(stored["amount_due"] == 300)
    let lines = try client.rows("/v1/invoices/\(invoice.id)/lines")
    #expect(lines.map { $0["amount"]?.integer } == [100, 250, -50])
    #expect(lines.allSatisfy { $0.id.hasPrefix("il_") && $0["object"] == "line_item" })
  }

  @Test("take pending items only when asked to")
  func pending() throws {
    let item = try client.post(
      "/v1/invoiceitems", ["customer": .string(customer), "amount": 700, "currency": "usd"])
    #expect(item["invoice"]?.isNull == true)
    #expect(try draft(0)["total"] == 0)
    let with = try draft(0, ["pending_invoice_items_behavior": "include"])
    #expect(with["total"] == 700)
    #expect(try client.get("/v1/invoiceitems/\(item.id)")["invoice"] == .string(with.id))
    #expect(try draft(0, ["pending_invoice_items_behavior": "include"])["total"] == 0)
  }

  @Test("are numbered by the customer's prefix when they become final")
  func finalized() throws {
    let prefix = try #require(
      try client.get("/v1/customers/\(customer)")["invoice_prefix"]?.string)
    let first = try act("finalize", draft().id)
    let second = try act("finalize", draft().id)
    #expect(first["status"] == "open")
    #expect(first["number"] == .string("\(prefix)-0001"))
    #expect(second["number"] == .string("\(prefix)-0002"))
    #expect(first["status_transitions"]?["finalized_at"] == .integer(client.time.now))
    #expect(first["hosted_invoice_url"]?.string?.hasPrefix("https://") == true)
    #expect(first["amount_remaining"] == 2000)
    #expect(first["ending_balance"] == 0)
  }

  @Test("get a payment intent that pays them")
  func payments() throws {
    let invoice = try act("finalize", draft().id)
    let payments = try client.rows("/v1/invoice_payments", ["invoice": .string(invoice.id)])
    #expect(payments.count == 1)
    #expect(payments.first?["is_default"] == true)
    #expect(payments.first?["status"] == "open")
    let intent = try #require(payments.first?["payment"]?["payment_intent"]?.string)
    let stored = try client.get("/v1/payment_intents/\(intent)")
    #expect(stored["amount"] == 2000)
    #expect(stored["status"] == "requires_payment_method")
  }

  @Test("are paid at once when nothing is due")
  func free() throws {
    let invoice = try act("finalize", draft(0).id)
    #expect(invoice["status"] == "paid")
    #expect(invoice["status_transitions"]?["paid_at"] == .integer(client.time.now))
    #expect(try refusal("pay", invoice.id).message == "Invoice is already paid")
  }

  @Test("are paid by the customer's default card")
  func paid() throws {
    try giveCard()
    let invoice = try act("finalize", draft().id)
    let paid = try act("pay", invoice.id)
    #expect(paid["status"] == "paid")
    #expect(paid["amount_paid"] == 2000)
    #expect(paid["amount_remaining"] == 0)
    #expect(paid["attempt_count"] == 1)
    #expect(paid["attempted"] == true)
    let charges = try client.rows("/v1/charges", ["customer": .string(customer)])
    #expect(charges.map { $0["status"] } == ["succeeded"])
    let payments = try client.rows("/v1/invoice_payments", ["invoice": .string(invoice.id)])
    #expect(payments.first?["status"] == "paid")
    #expect(payments.first?["amount_paid"] == 2000)
    #expect(try refusal("pay", invoice.id).status == 400)
  }

  @Test("are finalized by being paid")
  func paidAsDraft() throws {
    try giveCard()
    let paid = try act("pay", draft().id)
    #expect(paid["status"] == "paid")
    #expect(paid["number"]?.string != nil)
  }

  @Test("cannot be paid without a method, or with one of nobody")
  func methodMissing() throws {
    let invoice = try act("finalize", draft().id)
    #expect(try refusal("pay", invoice.id).message.contains("default_payment_method"))
    let foreign = try refusal("pay", invoice.id, ["payment_method": "pm_card_visa"])
    #expect(foreign.code == "resource_missing")
  }

  @Test("stay open when the card says no, and count the attempt")
  func declined() throws {
    try giveCard("tok_chargeCustomerFail")
    let invoice = try act("finalize", draft().id)
    let error = try refusal("pay", invoice.id)
    #expect(error.status == 402)
    #expect(error.type == "card_error")
    #expect(error.code == "card_declined")
    #expect(error.fields["decline_code"] == "generic_decline")
    let charge = try #require(error.fields["charge"]?.string)
    #expect(try client.get("/v1/charges/\(charge)")["status"] == "failed")
    let stored = try client.get("/v1/invoices/\(invoice.id)")
    #expect(stored["status"] == "open")
    #expect(stored["attempt_count"] == 1)
    #expect(stored["amount_paid"] == 0)
    try giveCard()
    #expect(try act("pay", invoice.id)["attempt_count"] == 2)
  }

  @Test("say when the customer has to act, and are paid once the customer has")
  func authentication() throws {
    try giveCard("tok_authenticationRequired")
    let invoice = try act("finalize", draft().id)
    let error = try refusal("pay", invoice.id)
    #expect(error.status == 402)
    #expect(error.code == "invoice_payment_intent_requires_action")
    let payments = try client.rows("/v1/invoice_payments", ["invoice": .string(invoice.id)])
    let intent = try #require(payments.first?["payment"]?["payment_intent"]?.string)
    #expect(try client.get("/v1/payment_intents/\(intent)")["status"] == "requires_action")
    _ = try client.post("/v1/payment_intents/\(intent)/confirm")
    #expect(try client.get("/v1/invoices/\(invoice.id)")["status"] == "paid")
  }

  @Test("can be paid outside Stripe, which ends their payment intent")
  func outOfBand() throws {
    let invoice = try act("finalize", draft().id)
    let paid = try act("pay", invoice.id, ["paid_out_of_band": true])
    #expect(paid["status"] == "paid")
    #expect(paid["amount_paid_off_stripe"] == 2000)
    #expect(paid["amount_remaining"] == 0)
    #expect(try client.rows("/v1/charges").isEmpty)
    #expect(try client.rows("/v1/payment_intents").map { $0["status"] } == ["canceled"])
  }

  @Test("can be voided or given up while open")
  func closed() throws {
    let voided = try act("void", act("finalize", draft().id).id)
    #expect(voided["status"] == "void")
    #expect(voided["status_transitions"]?["voided_at"] == .integer(client.time.now))
    #expect(try client.rows("/v1/payment_intents").first?["cancellation_reason"] == "void_invoice")
    let lost = try act("mark_uncollectible", act("finalize", draft().id).id)
    #expect(lost["status"] == "uncollectible")
    #expect(lost["status_transitions"]?["marked_uncollectible_at"] == .integer(client.time.now))
    #expect(try act("void", lost.id)["status"] == "void")
  }

  @Test(
    "refuse what their state does not allow",
    arguments: [
      ("draft", "void"), ("draft", "mark_uncollectible"), ("open", "finalize"),
      ("open", "add_lines"), ("paid", "finalize"), ("paid", "void"), ("paid", "pay"),
      ("paid", "mark_uncollectible"), ("void", "pay"), ("void", "void"), ("void", "finalize"),
      ("uncollectible", "mark_uncollectible"), ("uncollectible", "finalize"),
    ])
  func illegal(state: String, verb: String) throws {
    let id = try draft().id
    let way = ["paid": "pay", "void": "void", "uncollectible": "mark_uncollectible"]
    if state != "draft" { _ = try act("finalize", id) }
    if let last = way[state] {
      _ = try act(last, id, last == "pay" ? ["paid_out_of_band": true] : [:])
    }
    let error = try refusal(
      verb, id, verb == "add_lines" ? ["lines": [["amount": 5, "description": "x"]]] : [:])
    #expect(error.status == 400)
    #expect(error.type == "invalid_request_error")
    if ["finalize", "add_lines"].contains(verb) { #expect(error.code == "invoice_not_editable") }
    #expect(try client.get("/v1/invoices/\(id)")["status"] == .string(state))
  }

  @Test("can still be paid when given up")
  func uncollectiblePaid() throws {
    let lost = try act("mark_uncollectible", act("finalize", draft().id).id)
    try giveCard()
    let paid = try act("pay", lost.id)
    #expect(paid["status"] == "paid")
    #expect(paid["status_transitions"]?["marked_uncollectible_at"]?.integer != nil)
  }

  @Test("follow their customer's details until they are final")
  func details() throws {
    let invoice = try draft()
    _ = try client.post("/v1/customers/\(customer)", ["name": "Grace"])
    #expect(try act("finalize", invoice.id)["customer_name"] == "Grace")
    _ = try client.post("/v1/customers/\(customer)", ["name": "Hedy"])
    #expect(try client.get("/v1/invoices/\(invoice.id)")["customer_name"] == "Grace")
  }

  @Test("keep their payment intent from being canceled alone")
  func intentCanceled() throws {
    let invoice = try act("finalize", draft().id)
    let intent = try #require(try client.rows("/v1/payment_intents").first?.id)
    #expect(try client.refusal(.post, "/v1/payment_intents/\(intent)/cancel").status == 400)
    _ = try act("void", invoice.id)
    #expect(try client.get("/v1/payment_intents/\(intent)")["status"] == "canceled")
  }

  @Test("are deleted as drafts only")
  func deleted() throws {
    let invoice = try draft()
    let stub = try client.delete("/v1/invoices/\(invoice.id)")
    #expect(stub["deleted"] == true)
    #expect(try client.refusal(.get, "/v1/invoices/\(invoice.id)").status == 404)
    #expect(try client.rows("/v1/invoiceitems").isEmpty)
    let open = try act("finalize", draft().id)
    #expect(try client.refusal(.delete, "/v1/invoices/\(open.id)").code == "invoice_not_editable")
  }

  @Test("let little be changed once final")
  func edited() throws {
    let invoice = try draft()
    let changed = try client.post("/v1/invoices/\(invoice.id)", ["description": "July"])
    #expect(changed["description"] == "July")
    _ = try act("finalize", invoice.id)
    let error = try client.refusal(
      .post, "/v1/invoices/\(invoice.id)", ["description": "August"])
    #expect(error.code == "invoice_not_editable")
    let tagged = try client.post("/v1/invoices/\(invoice.id)", ["metadata": ["a": "b"]])
    #expect(tagged["metadata"]?["a"] == "b")
  }

  @Test("are sent only to whom they are to be sent")
  func sent() throws {
    let automatic = try draft()
    #expect(try refusal("send", automatic.id).message.contains("send_invoice"))
    let manual = try draft(2000, ["collection_method": "send_invoice", "days_until_due": 14])
    #expect(manual["due_date"] == .integer(client.time.now + 14 * 86_400))
    #expect(try act("send", manual.id)["status"] == "open")
    let error = try client.refusal(
      .post, "/v1/invoices",
      ["customer": .string(customer), "collection_method": "send_invoice"])
    #expect(error.status == 400)
  }

  @Test("use up the customer's credit, and give it back when voided")
  func credit() throws {
    _ = try client.post("/v1/customers/\(customer)", ["balance": -1500])
    let open = try act("finalize", draft().id)
    #expect(open["starting_balance"] == -1500)
    #expect(open["amount_due"] == 500)
    #expect(open["ending_balance"] == 0)
    #expect(try client.get("/v1/customers/\(customer)")["balance"] == 0)
    _ = try act("void", open.id)
    #expect(try client.get("/v1/customers/\(customer)")["balance"] == -1500)
  }

  @Test("can be previewed without leaving a trace")
  func preview() throws {
    let preview = try client.post(
      "/v1/invoices/create_preview",
      [
        "customer": .string(customer),
        "invoice_items": [["amount": 900, "currency": "usd"]],
      ])
    #expect(preview["total"] == 900)
    #expect(preview.id.hasPrefix("upcoming_"))
    #expect(try client.rows("/v1/invoices").isEmpty)
    #expect(try client.rows("/v1/invoiceitems").isEmpty)
  }

  @Test("are revised by another, which voids them")
  func revised() throws {
    let original = try act("finalize", draft().id)
    let revision = try client.post(
      "/v1/invoices", ["from_invoice": ["invoice": .string(original.id), "action": "revision"]])
    #expect(revision["status"] == "draft")
    #expect(revision["total"] == 2000)
    _ = try act("finalize", revision.id)
    let old = try client.get("/v1/invoices/\(original.id)")
    #expect(old["status"] == "void")
    #expect(old["latest_revision"] == .string(revision.id))
  }

  @Test("take further payments in part")
  func attached() throws {
    let invoice = try act("finalize", draft().id)
    let intent = try client.post(
      "/v1/payment_intents",
      [
        "amount": 500, "currency": "usd", "payment_method": "pm_card_visa", "confirm": true,
        "allowed_payment_method_types": ["card"],
      ])
    let part = try act("attach_payment", invoice.id, ["payment_intent": .string(intent.id)])
    #expect(part["amount_paid"] == 500)
    #expect(part["amount_remaining"] == 1500)
    #expect(part["status"] == "open")
    try giveCard()
    let paid = try act("pay", invoice.id)
    #expect(paid["amount_paid"] == 2000)
    #expect(paid["status"] == "paid")
  }
}
