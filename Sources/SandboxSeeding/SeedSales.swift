import JSON
import StripeSandbox

/// The sales of a shop: invoices in every state, payments, subscriptions, pending items.
struct SeedSales {
  let caller: SeedCaller
  let dice: RepeatableDice
  let shop: SeedShop

  /// The fates of invoices, each with its share in percent.
  private enum Fate: CaseIterable {
    case draft, open, paid, paidElsewhere, uncollectible, void

    static let table: [Fate] =
      Array(repeating: .draft, count: 14) + Array(repeating: .open, count: 18)
      + Array(repeating: .paid, count: 48) + Array(repeating: .paidElsewhere, count: 6)
      + Array(repeating: .uncollectible, count: 6) + Array(repeating: .void, count: 8)
  }

  /// One invoice with its items and all that follows; the customer it is for.
  @discardableResult
  func addInvoice(_ number: Int, at time: Int) throws -> SeedShop.Customer? {
    guard !shop.customers.isEmpty else { return nil }
    let customer = shop.customers[(number * 7 + dice.below(3)) % shop.customers.count]
    let fate = Fate.table[(number * 37) % Fate.table.count]
    guard let invoice = try caller.post("/v1/invoices", opening(customer, number), at: time),
      let id = invoice["id"]?.string
    else { return nil }
    for _ in 0..<itemCount(number) {
      try caller.post("/v1/invoiceitems", item(customer, invoice: id), at: time)
    }
    try finish(id, fate, at: time)
    return customer
  }

  /// Mostly one, seldom more than a list inside an object shows.
  private func itemCount(_ number: Int) -> Int {
    number % 29 == 5 ? 12 : [1, 1, 2, 1, 3][number % 5]
  }

  private func opening(_ customer: SeedShop.Customer, _ number: Int) -> JSONObject {
    var parameters: JSONObject = [
      "customer": .string(customer.id), "currency": .string(customer.currency),
      "auto_advance": false,
    ]
    if customer.method == nil || number % 4 == 0 {
      parameters["collection_method"] = "send_invoice"
      parameters["days_until_due"] = .integer([7, 14, 30][number % 3])
    }
    if dice.happens(40) { parameters["description"] = .string("Order \(1_000 + number)") }
    if dice.happens(30) { parameters["footer"] = "Thank you for your business" }
    if dice.happens(50) {
      parameters["metadata"] = [
        "order": .string("ord_\(20_000 + number)"),
        "channel": .string(dice.pick(["web", "store", "phone"]) ?? ""),
      ]
    }
    return parameters
  }

  private func item(_ customer: SeedShop.Customer, invoice: String?) -> JSONObject {
    let currency = customer.currency
    let fitting = shop.prices.filter { !$0.isRecurring && $0.currency == currency }
    var parameters: JSONObject = ["customer": .string(customer.id)]
    if let invoice { parameters["invoice"] = .string(invoice) }
    if dice.happens(35), let price = dice.pick(fitting) {
      parameters["pricing"] = ["price": .string(price.id)]
      parameters["quantity"] = .integer(1 + dice.below(4))
    } else {
      parameters["amount"] = .integer(dice.amount(in: currency))
      parameters["currency"] = .string(currency)
      parameters["description"] = dice.pick(SeedWords.work).map(JSONValue.string)
    }
    return parameters
  }

  private func finish(_ id: String, _ fate: Fate, at time: Int) throws {
    guard fate != .draft else { return }
    let path = "/v1/invoices/\(id)"
    let finalized = time + 3_600
    try caller.post("\(path)/finalize", at: finalized)
    let ended = finalized + 60 + dice.below(5 * 86_400)
    switch fate {
    case .draft, .open: break
    case .paid: try caller.post("\(path)/pay", at: ended)
    case .paidElsewhere: try caller.post("\(path)/pay", ["paid_out_of_band": true], at: ended)
    case .uncollectible: try caller.post("\(path)/mark_uncollectible", at: ended)
    case .void: try caller.post("\(path)/void", at: ended)
    }
  }

  /// A payment without an invoice; some are refunded, some only authorised, some never finished.
  @discardableResult
  func addPaymentIntent(_ number: Int, at time: Int) throws -> SeedShop.Customer? {
    guard !shop.customers.isEmpty else { return nil }
    let customer = shop.customers[(number * 5) % shop.customers.count]
    let currency = customer.currency
    var parameters: JSONObject = [
      "amount": .integer(dice.amount(in: currency)), "currency": .string(currency),
      "automatic_payment_methods": ["enabled": true, "allow_redirects": "never"],
      "metadata": ["cart": .string("cart-\(number)")],
    ]
    if dice.happens(70) { parameters["customer"] = .string(customer.id) }
    if dice.happens(40) {
      parameters["description"] = dice.pick(SeedWords.work).map(JSONValue.string)
    }
    let isConfirmed = number % 5 != 4
    let isManual = number % 7 == 3
    if isManual { parameters["capture_method"] = "manual" }
    if isConfirmed {
      parameters["payment_method"] = .string(
        number % 11 == 6 ? "pm_card_chargeDeclinedInsufficientFunds" : "pm_card_visa")
      parameters["confirm"] = true
    }
    guard let intent = try caller.post("/v1/payment_intents", parameters, at: time),
      let id = intent["id"]?.string
    else { return nil }
    try settle(id, number, isManual: isManual && isConfirmed, at: time + 7_200)
    return parameters["customer"] == nil ? nil : customer
  }

  private func settle(_ id: String, _ number: Int, isManual: Bool, at time: Int) throws {
    if isManual, number % 2 == 0 {
      try caller.post("/v1/payment_intents/\(id)/capture", at: time)
    } else if number % 10 == 9 {
      try caller.post("/v1/payment_intents/\(id)/cancel", at: time)
    } else if number % 8 == 1 {
      var parameters: JSONObject = ["payment_intent": .string(id)]
      if number % 16 == 1 { parameters["amount"] = 100 }
      try caller.post("/v1/refunds", parameters, at: time)
    }
  }

  func addSubscription(_ number: Int, at time: Int) throws {
    let payers = shop.customers.filter { $0.method != nil }
    guard let customer = dice.pick(payers) else { return }
    let fitting = shop.prices.filter { $0.isRecurring && $0.currency == customer.currency }
    let price = fitting.first ?? shop.prices.first { $0.isRecurring }
    guard let price else { return }
    let subscription = try caller.post(
      "/v1/subscriptions",
      [
        "customer": .string(customer.id),
        "items": [["price": .string(price.id), "quantity": .integer(1 + dice.below(5))]],
      ], at: time)
    guard let id = subscription?["id"]?.string else { return }
    if number % 6 == 5 {
      try caller.call("DELETE", "/v1/subscriptions/\(id)", at: time + 86_400 * 30)
    } else {
      try caller.bringToPresent(id)
    }
  }

  /// An item that waits for its customer's next invoice.
  func addPendingItem(at time: Int) throws {
    guard let customer = dice.pick(shop.customers) else { return }
    try caller.post("/v1/invoiceitems", item(customer, invoice: nil), at: time)
  }
}
