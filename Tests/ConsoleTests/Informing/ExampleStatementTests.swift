import Analysis
import Diagnostics
import Expressions
import JSON
import StripeCatalog
import Testing

@testable import Console

/// The examples that `describe` ends with: every one checks, and those of common objects run.
@Suite struct ExampleStatementTests {
  private static let examples = ExampleStatement(.embedded)

  private static func problem(with text: String) -> String? {
    let compilation = Compiler.compile(
      [SourceText(name: "example", text: text)], CheckContext(catalog: .embedded))
    guard compilation.program == nil else { return nil }
    return "\(text): \(compilation.diagnostics.map(\.message).joined(separator: "; "))"
  }

  @Test func `the example of every operation is a correct statement`() {
    let texts = Catalog.embedded.objects.flatMap { object in
      object.operations.compactMap { Self.examples.text(for: $0) }
    }
    #expect(texts.count > 600)
    #expect(texts.compactMap(Self.problem) == [])
  }

  @Test func `the example of every object is a correct statement`() {
    let texts = Catalog.embedded.objects.compactMap { Self.examples.text(for: $0) }
    #expect(texts.count > 120)
    #expect(texts.compactMap(Self.problem) == [])
  }

  /// Objects whose examples mention an id of one that must be there.
  private static let shop = """
    let coupon = create coupon { percent_off: 25, duration: "once" }
    let product = create product { name: "Gold" }
    let price = create price
      { currency: "usd", product: $product.id, unit_amount: 2000, recurring: { interval: "month" } }
    let once = create price { currency: "usd", product: $product.id, unit_amount: 500 }
    let customer = create customer { email: "ann@example.com", source: "tok_visa",
      payment_method: "pm_card_visa", invoice_settings: { default_payment_method: "pm_card_visa" } }
    let charge = create charge { amount: 2000, currency: "usd", customer: $customer.id }
    let method = create payment_method { type: "card", card: { token: "tok_visa" } }
    let item = create invoice_item { customer: $customer.id, amount: 500, currency: "usd" }
    let invoice = create invoice
      { customer: $customer.id, collection_method: "send_invoice", days_until_due: 30 }
    let line = create invoice_item
      { customer: $customer.id, invoice: $invoice.id, amount: 500, currency: "usd" }
    let subscription = create subscription
      { customer: $customer.id, items: [{ price: $price.id }] }
    let intent = create payment_intent
      { amount: 2000, currency: "usd", payment_method: "pm_card_visa" }

    """

  /// The variables of the shop whose ids stand for the made-up ones.
  private static let standIns = [
    "co_123": "coupon", "cus_123": "customer", "ch_123": "charge", "pm_123": "method",
    "price_123": "price", "prod_123": "product", "in_123": "invoice", "sub_123": "subscription",
    "pi_123": "intent", "ii_123": "item",
  ]

  /// What must have happened before some actions.
  private static let preparations = [
    "invoice pay": "execute finalize invoice $invoice.id",
    "invoice void": "execute finalize invoice $invoice.id",
    "invoice send": "execute finalize invoice $invoice.id",
    "invoice mark_uncollectible": "execute finalize invoice $invoice.id",
    "payment_intent capture": """
    let intent = create payment_intent { amount: 2000, currency: "usd", confirm: true,
      payment_method: "pm_card_visa", capture_method: "manual",
      automatic_payment_methods: { enabled: true, allow_redirects: "never" } }
    """,
    "payment_method detach":
      "execute attach payment_method $method.id { customer: $customer.id }",
    "payment_link create": "let price = create price { currency: \"usd\", product: $product.id, "
      + "unit_amount: 500 }",
  ]

  @Test(arguments: [
    "customer create", "customer get", "customer update", "customer delete", "customer list",
    "product create", "product get", "product update", "product list", "price create",
    "price get", "price list", "coupon create", "coupon list", "promotion_code create",
    "invoice create", "invoice get", "invoice list", "invoice delete", "invoice finalize",
    "invoice pay", "invoice void", "invoice send", "invoice mark_uncollectible",
    "invoice_item create", "invoice_item list", "subscription create", "subscription get",
    "subscription list", "subscription_item list", "payment_intent create",
    "payment_intent get", "payment_intent list", "payment_intent confirm",
    "payment_intent cancel", "payment_intent capture", "charge create", "charge list",
    "refund create", "refund list", "payment_method create", "payment_method attach",
    "payment_method detach", "payment_link create", "payment_link list", "setup_intent create",
    "tax_rate create", "webhook_endpoint create", "balance get", "event list",
  ])
  func `an example runs once its ids are real`(name: String) async throws {
    let words = name.split(separator: " ").map(String.init)
    let object = try #require(Catalog.embedded.object(named: words[0]))
    let operation = try #require(
      object.operations.first { $0.parents.isEmpty && $0.name == words[1] || $0.verb == words[1] })
    var text = try #require(Self.examples.text(for: operation))
    for (id, variable) in Self.standIns {
      text = text.replacing("\"\(id)\"", with: "$\(variable).id")
        .replacing(" \(id)", with: " $\(variable).id")
    }
    let place = try TestPlace()
    let preparation = Self.preparations[name].map { $0 + "\n" } ?? ""
    let code = await place.run(Self.shop + preparation + text)
    #expect(code == 0, "\(text)\n\(place.messages.text)")
  }

  @Test func `the examples of common objects' queries run`() async throws {
    for name in ["customer", "invoice", "price", "charge", "subscription", "refund", "coupon"] {
      let object = try #require(Catalog.embedded.object(named: name))
      let text = try #require(Self.examples.text(for: object))
      let place = try TestPlace()
      #expect(await place.run(text) == 0, "\(place.messages.text)")
    }
  }
}

extension Operation {
  fileprivate var verb: String { parents.isEmpty ? verbText : "" }
}
