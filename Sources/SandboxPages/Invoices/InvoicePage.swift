import JSON
import StripeSandbox

/// The page on which a customer sees and pays an invoice.
struct InvoiceView: PageView {
  let title: String
  let problem: String?
  let state: String
  let facts: [Fact]
  let amounts: [AmountLine]
  let action: String?
  let cards: [CardFields.Choice]
  let otherNumber = ""
  let submit: String
  let print: String
  let footer: String?

  /// Something that is known of the invoice.
  struct Fact: Sendable {
    let label: String
    let value: String
  }

  static let body = """
    <p><span class="state">{{state}}</span></p>
    <dl>
    {{#facts}}<div class="between"><dt class="note">{{label}}</dt><dd>{{value}}</dd></div>
    {{/facts}}
    </dl>
    {{>lines}}
    {{#footer}}<p class="note">{{footer}}</p>{{/footer}}
    """

  static let template = """
    {{<customer}}{{$body}}
    \(body)
    {{#action}}
    <form method="post" action="{{action}}">
    {{>card}}
    <button>{{submit}}</button>
    </form>
    {{/action}}
    <p><a href="{{print}}">Print view</a></p>
    {{/body}}{{/customer}}
    """

  init(_ invoice: JSONObject, problem: String? = nil, form: JSONObject = [:]) {
    let id = invoice.text("id") ?? ""
    let currency = invoice.text("currency")
    title = "Invoice \(invoice.text("number") ?? id)"
    self.problem = problem
    state = Readable.word(invoice.text("status") ?? "")
    facts = Self.facts(invoice)
    amounts = InvoiceAmounts.lines(invoice)
    action = invoice.text("status") == "open" ? "/i/\(id)" : nil
    cards = CardFields.choices(form)
    submit = "Pay \(Readable.money(invoice.amount("amount_remaining"), currency))"
    print = "/i/\(id)/pdf"
    footer = invoice.text("footer")
  }

  private static func facts(_ invoice: JSONObject) -> [Fact] {
    let transitions = invoice.object("status_transitions")
    let facts: [(String, String?)] = [
      ("From", invoice.text("account_name")),
      ("To", invoice.text("customer_name") ?? invoice.text("customer_email")),
      ("Date", (invoice["created"]?.integer).map(Readable.day)),
      ("Due", (invoice["due_date"]?.integer).map(Readable.day)),
      ("Paid", (transitions?["paid_at"]?.integer).map(Readable.day)),
      ("Voided", (transitions?["voided_at"]?.integer).map(Readable.day)),
      (
        "Marked uncollectible",
        (transitions?["marked_uncollectible_at"]?.integer).map(Readable.day)
      ),
      ("Memo", invoice.text("description")),
    ]
    return facts.compactMap { label, value in value.map { Fact(label: label, value: $0) } }
  }
}

/// The lines and sums of an invoice.
enum InvoiceAmounts {
  static func lines(_ invoice: JSONObject) -> [AmountLine] {
    let currency = invoice.text("currency")
    func line(_ label: String, _ amount: Int, isTotal: Bool = false) -> AmountLine {
      AmountLine(
        label: label, note: nil, money: Readable.money(amount, currency), isTotal: isTotal)
    }
    let items = invoice.object("lines")?.array("data").compactMap(\.object) ?? []
    var amounts = items.map { item in
      AmountLine(
        label: item.text("description") ?? "", note: note(item),
        money: Readable.money(item.amount("amount"), currency))
    }
    amounts.append(line("Subtotal", invoice.amount("subtotal")))
    let reductions = sum(invoice.array("total_discount_amounts"))
    if reductions != 0 { amounts.append(line("Discount", -reductions)) }
    let taxes = sum(invoice.array("total_taxes"))
    if taxes != 0 { amounts.append(line("Tax", taxes)) }
    amounts.append(line("Total", invoice.amount("total")))
    if invoice.amount("amount_paid") != 0 {
      amounts.append(line("Paid", -invoice.amount("amount_paid")))
    }
    amounts.append(line("Amount due", invoice.amount("amount_remaining"), isTotal: true))
    return amounts
  }

  private static func sum(_ parts: [JSONValue]) -> Int {
    parts.reduce(0) { $0 + ($1.object?.amount("amount") ?? 0) }
  }

  private static func note(_ item: JSONObject) -> String? {
    guard let period = item.object("period"),
      period.amount("start") != period.amount("end")
    else { return nil }
    return "\(Readable.day(period.amount("start"))) – \(Readable.day(period.amount("end")))"
  }
}

/// Shows invoices, and has them paid.
enum InvoicePage {
  static func show(_ visit: PageVisit) async throws -> Page {
    let account = try await visit.account(having: "invoice", visit.id)
    return try await page(visit, account)
  }

  static let draft = Page.message(404, "Not yet", "This invoice is still a draft.")

  private static func page(
    _ visit: PageVisit, _ account: AccountClient, problem: String? = nil
  ) async throws -> Page {
    let invoice = try await invoice(visit.id, account)
    guard invoice.text("status") != "draft" else { return draft }
    return .show(
      InvoiceView(invoice, problem: problem, form: visit.form),
      status: problem == nil ? 200 : 402)
  }

  static func invoice(_ id: String, _ account: AccountClient) async throws -> JSONObject {
    try await account.send("GET", "/v1/invoices/\(id)", ["expand": ["payments"]])
  }

  static func pay(_ visit: PageVisit) async throws -> Page {
    let account = try await visit.account(having: "invoice", visit.id)
    do {
      let invoice = try await invoice(visit.id, account)
      guard invoice.text("status") == "open", let intent = intent(of: invoice) else {
        throw SandboxError("This invoice can no longer be paid.")
      }
      let payment = CardPayment(account: account, intent: .payment(intent))
      guard try await payment.confirm(visit, now: visit.sandbox.now()) else {
        return .show(ChallengeView(action: "/i/\(visit.id)", fields: []))
      }
      return .redirect("/i/\(visit.id)")
    } catch let error as SandboxError {
      return try await page(visit, account, problem: error.message)
    }
  }

  /// The payment intent that was made for the invoice.
  private static func intent(of invoice: JSONObject) -> String? {
    invoice.object("payments")?.array("data").compactMap(\.object)
      .first { $0.isTrue("is_default") && $0.text("status") == "open" }?
      .object("payment")?.text("payment_intent")
  }
}
