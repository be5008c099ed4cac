import JSON

/// Cards as requests name them, and as older sources of customers.
struct CardService {
  let workspace: Workspace

  /// A card given by number or by token.
  func details(_ fields: Parameters) throws(SandboxError) -> CardDetails {
    guard let token = fields.text("token") else {
      return try CardDetails(fields, now: workspace.wall)
    }
    return try details(token: token, param: fields.name("token"))
  }

  /// The card of a shared token (`tok_visa`) or of one made before.
  func details(token: String, param: String) throws(SandboxError) -> CardDetails {
    if let card = TestCard.token(token) { return CardDetails(card, now: workspace.wall) }
    let stored = try workspace.get("token", token, param: param)
    guard let source = stored.object("card").map(CardSource.init), let card = source.testCard
    else { throw .missing("token", token, param: param, status: 400) }
    return CardDetails(card, expiryMonth: source.expiryMonth, expiryYear: source.expiryYear)
  }

  /// A card as a source; not stored.
  func source(_ details: CardDetails, customer: String?) throws(SandboxError) -> CardSource {
    var card = try workspace.make(CardSource.self)
    for member in details.ofSource.members { card.json[member.key] = member.value }
    for name in Self.accountsOwn { card.json[name] = nil }
    card.customer = customer
    card.json["metadata"] = [:]
    return card
  }

  /// Members that only cards of accounts have.
  private static let accountsOwn = [
    "account", "available_payout_methods", "currency", "default_for_currency", "networks", "status",
  ]

  /// A card source in the place of a payment method.
  func method(_ source: CardSource) throws(SandboxError) -> PaymentMethod? {
    guard let card = source.testCard else { return nil }
    let details = CardDetails(
      card, expiryMonth: source.expiryMonth, expiryYear: source.expiryYear)
    var method = try workspace.paymentMethods.blank("card")
    method.json["id"] = .string(source.id)
    method.customer = source.customer
    method.json["card"] = .object(details.ofPaymentMethod(method.billingDetails))
    return method
  }
}

/// The fields of cards as sources that are computed with.
struct CardSourceFields: ObjectFields {
  static let table = CardSourceFields()
  static let typeName = "card"

  let customer = FieldKey<String?>("customer")
  let expiryMonth = FieldKey<Int>("exp_month")
  let expiryYear = FieldKey<Int>("exp_year")
  let fingerprint = FieldKey<String?>("fingerprint")
}

typealias CardSource = ObjectView<CardSourceFields>

extension ObjectView<CardSourceFields> {
  /// The test card it is; nil for a card not of the table.
  var testCard: TestCard? { TestCard.with(fingerprint: self.fingerprint) }
}
