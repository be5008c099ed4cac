import JSON

/// Payment methods as requests name and make them, and whose they are.
struct PaymentMethodService {
  let workspace: Workspace

  /// A payment method of a type, without details; not stored.
  func blank(_ type: String) throws(SandboxError) -> PaymentMethod {
    var method = try workspace.make(PaymentMethod.self)
    method.json = JSONObject(method.json.members.filter { Self.common.contains($0.key) })
    method.json["shared_payment_granted_token"] = .null
    method.allowRedisplay = "unspecified"
    method.billingDetails = [
      "address": Addresses.filled(nil), "email": nil, "name": nil, "phone": nil, "tax_id": nil,
    ]
    method.customer = nil
    method.type = type
    return method
  }

  /// The fields of payment methods of all types; the details of other types are absent.
  private static let common: Set<String> = [
    "id", "object", "allow_redisplay", "billing_details", "created", "customer",
    "customer_account", "livemode", "metadata", "type",
  ]

  /// A payment method from `type`, `card` and so on; not stored.
  func make(_ fields: Parameters) throws(SandboxError) -> PaymentMethod {
    guard let type = fields.text("type") else { throw .missingParameter(fields.name("type")) }
    var method = try blank(type)
    try describe(&method, fields)
    guard type != "card" else {
      guard let card = fields.object("card") else { throw .missingParameter(fields.name("card")) }
      let details = try workspace.cards.details(card)
      method.json["card"] = .object(details.ofPaymentMethod(method.billingDetails))
      if let preferred = card.object("networks")?.text("preferred") {
        method.json["card"] = .object(prefer(preferred, in: method.json.object("card") ?? [:]))
      }
      return method
    }
    let given = fields[type]?.object
    if given == nil, PaymentMethodDetails.demanding.contains(type) {
      throw .missingParameter(fields.name(type))
    }
    let number = given?.text("iban") ?? given?.text("account_number") ?? ""
    method.course = TestBankAccounts.course(of: number.filter { !$0.isWhitespace })
    method.json[type] = .object(
      PaymentMethodDetails.make(type, given ?? [:], billing: method.billingDetails))
    return method
  }

  private func prefer(_ network: String, in card: JSONObject) -> JSONObject {
    var card = card
    card["networks"] = [
      "available": card.object("networks")?["available"] ?? [], "preferred": .string(network),
    ]
    return card
  }

  /// Takes over what can be said of a method of any type.
  func describe(_ method: inout PaymentMethod, _ fields: Parameters) throws(SandboxError) {
    if let billing = fields["billing_details"]?.object {
      method.json = try workspace.merge(
        ["billing_details": .object(billing)], into: method.json, of: PaymentMethodFields.typeName)
      method.billingDetails["address"] = Addresses.filled(method.billingDetails.object("address"))
    }
    if let word = fields.text("allow_redisplay") { method.allowRedisplay = word }
    if let metadata = fields["metadata"] {
      method.json = try workspace.merge(
        ["metadata": metadata], into: method.json, of: PaymentMethodFields.typeName)
    }
  }

  /// The bank account of tests. Source: Stripe's page on testing.
  private static let bankAccount: JSONObject = [
    "type": "us_bank_account",
    "us_bank_account": [
      "account_holder_type": "individual", "account_number": "000123456789",
      "routing_number": "110000000",
    ],
  ]

  /// A shared test method as a new one; not stored.
  func shared(_ id: String) throws(SandboxError) -> PaymentMethod? {
    if id == "pm_usBankAccount" || id == "pm_usBankAccount_success" {
      return try make(Parameters(Self.bankAccount))
    }
    guard let card = TestCard.paymentMethod(id) else { return nil }
    var method = try blank("card")
    let details = CardDetails(card, now: workspace.wall)
    method.json["card"] = .object(details.ofPaymentMethod(method.billingDetails))
    return method
  }

  /// The payment method an id names. A shared test one (`pm_card_visa`) becomes a new payment
  /// method, as it does at Stripe; a card source counts as a payment method.
  func named(_ id: String, param: String, status: Int = 400) throws(SandboxError) -> PaymentMethod {
    if let stored = try workspace.find(PaymentMethod.self, id) { return stored }
    if let method = try shared(id) {
      try workspace.save(method)
      return method
    }
    if let source = try workspace.find(CardSource.self, id),
      let method = try workspace.cards.method(source)
    {
      return method
    }
    throw .missing("PaymentMethod", id, param: param, status: status)
      .hinting(PaymentMethodBehavior.hint)
  }

  /// Attaches and stores; a card that refuses to be saved answers with 402.
  func attach(_ id: String, to customer: String, status: Int = 400) throws(SandboxError)
    -> PaymentMethod
  {
    let method = try named(id, param: "payment_method", status: status)
    if let owner = method.customer {
      if owner == customer { return method }
      throw SandboxError(
        "The payment method you provided has already been attached to a customer.")
    }
    _ = try workspace.get(Customer.self, customer, param: "customer")
    if method.isSpent {
      throw SandboxError(
        "This PaymentMethod was previously used without being attached to a Customer or was"
          + " detached from a Customer, and may not be used again.")
    }
    if let decline = method.behavior.declineOnAttach { throw decline.error(param: "") }
    return try keep(method, for: customer)
  }

  /// Gives a method to a customer, without asking whether that may be.
  @discardableResult
  func keep(_ method: PaymentMethod, for customer: String) throws(SandboxError) -> PaymentMethod {
    var method = method
    method.customer = customer
    method.check()
    try workspace.save(method)
    return method
  }

  /// Stores what became of a method; a card source that counts as one stays a card source.
  func store(_ method: PaymentMethod) throws(SandboxError) {
    guard try workspace.find(CardSource.self, method.id) == nil else { return }
    try workspace.save(method)
  }

  func detach(_ method: PaymentMethod) throws(SandboxError) -> PaymentMethod {
    guard let owner = method.customer else {
      throw SandboxError(
        "The payment method you provided is not attached to a customer so detachment is"
          + " impossible.")
    }
    var method = method
    method.customer = nil
    method.isSpent = true
    try workspace.save(method)
    try forgetDefault(method.id, of: owner)
    return method
  }

  /// A customer whose default payment method went away has none.
  private func forgetDefault(_ method: String, of id: String) throws(SandboxError) {
    guard var customer = try workspace.find(Customer.self, id),
      customer.invoiceSettings.defaultPaymentMethod == method
    else { return }
    customer.invoiceSettings.defaultPaymentMethod = nil
    try workspace.save(customer)
  }

  /// Refuses a method that was used up.
  func checkIsFresh(_ method: PaymentMethod) throws(SandboxError) {
    guard method.isSpent, method.customer == nil else { return }
    throw SandboxError(
      "The provided PaymentMethod was previously used with a PaymentIntent without Customer"
        + " attachment, shared with a connected account without Customer attachment, or was"
        + " detached from a Customer. It may not be used again. To use a PaymentMethod multiple"
        + " times, you must attach it to a Customer first.")
  }
}

/// Addresses as Stripe shows them: with every line, empty ones as null.
enum Addresses {
  private static let lines = ["city", "country", "line1", "line2", "postal_code", "state"]

  static func filled(_ address: JSONObject?) -> JSONValue {
    .object(JSONObject(lines.map { JSONMember($0, address?[$0] ?? .null) }))
  }

  /// Shipping details with every member.
  static func filledShipping(_ shipping: JSONObject?) -> JSONObject? {
    guard let shipping else { return nil }
    return [
      "address": filled(shipping.object("address")), "carrier": shipping["carrier"] ?? nil,
      "name": shipping["name"] ?? nil, "phone": shipping["phone"] ?? nil,
      "tracking_number": shipping["tracking_number"] ?? nil,
    ]
  }
}
