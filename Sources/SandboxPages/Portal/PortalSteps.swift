import JSON
import StripeSandbox

/// Another default payment method.
enum PortalCard {
  static func show(_ portal: PortalVisit, problem: String? = nil) throws -> Page {
    try portal.check("payment_method_update")
    return .show(
      PortalFormView(
        title: "Update the payment method", problem: problem,
        action: portal.address("payment_method"), cards: CardFields.choices(portal.visit.form),
        submit: "Save the card", back: portal.address() + "?home=1"),
      status: problem == nil ? 200 : 402)
  }

  static func update(_ portal: PortalVisit) async throws -> Page {
    try portal.check("payment_method_update")
    do {
      let id = try await intent(portal)
      let setup = CardPayment(account: portal.account, intent: .setup(id))
      guard try await setup.confirm(portal.visit, now: portal.visit.sandbox.now()) else {
        return .show(
          ChallengeView(
            action: portal.address("payment_method"),
            fields: [HiddenField(fieldName: "intent", fieldValue: id)]))
      }
      try await makeDefault(intent: id, portal)
      return portal.after()
    } catch let error as SandboxError {
      return try show(portal, problem: error.message)
    }
  }

  /// The setup intent that waits for its customer, or a new one.
  private static func intent(_ portal: PortalVisit) async throws -> String {
    guard let id = portal.visit.entered("intent") else {
      return try await portal.account.send(
        "POST", "/v1/setup_intents",
        ["customer": .string(portal.customerID), "usage": "off_session"]
      ).text("id") ?? ""
    }
    let known = try await portal.account.send(
      "GET", "/v1/setup_intents/\(Readable.escaped(id))")
    guard known.text("customer") == portal.customerID else {
      throw SandboxError.missing("setupintent", id)
    }
    return id
  }

  /// Makes the card pay for everything that the customer is billed from now on.
  private static func makeDefault(intent: String, _ portal: PortalVisit) async throws {
    let account = portal.account
    let method = try await account.send("GET", "/v1/setup_intents/\(intent)")["payment_method"]
    guard let method else { return }
    try await account.send(
      "POST", "/v1/customers/\(portal.customerID)",
      ["invoice_settings": ["default_payment_method": method]])
    let listed = try await account.send(
      "GET", "/v1/subscriptions", ["customer": .string(portal.customerID), "limit": 100])
    for subscription in listed.array("data").compactMap(\.object)
    where subscription.has("default_payment_method") {
      try await account.send(
        "POST", "/v1/subscriptions/\(subscription.text("id") ?? "")",
        ["default_payment_method": method])
    }
  }
}

/// The end of a subscription, and its revocation.
enum PortalCancel {
  static func show(_ portal: PortalVisit) async throws -> Page {
    try portal.check("subscription_cancel")
    let subscription = try await portal.subscription()
    let item = subscription.object("items")?.array("data").first?.object
    let end = Readable.day(item?.amount("current_period_end") ?? 0)
    let sentence =
      isAtOnce(portal)
      ? "The subscription ends at once." : "The subscription ends on \(end)."
    return .show(
      PortalFormView(
        title: "Cancel the subscription", sentence: sentence, action: portal.address("cancel"),
        hidden: [
          HiddenField(fieldName: "subscription", fieldValue: subscription.text("id") ?? "")
        ], reasons: reasons(portal), submit: "Cancel the subscription",
        back: portal.address() + "?home=1"))
  }

  private static func isAtOnce(_ portal: PortalVisit) -> Bool {
    portal.features.object("subscription_cancel")?.text("mode") == "immediately"
  }

  private static func reasons(_ portal: PortalVisit) -> [PortalFormView.Reason] {
    let rule = portal.features.object("subscription_cancel")?.object("cancellation_reason")
    guard rule?.isTrue("enabled") == true else { return [] }
    return (rule?.array("options") ?? []).compactMap(\.string).map {
      PortalFormView.Reason(reason: $0, words: Readable.word($0))
    }
  }

  static func cancel(_ portal: PortalVisit) async throws -> Page {
    try portal.check("subscription_cancel")
    let id = try await portal.subscription().text("id") ?? ""
    var parameters: JSONObject = [:]
    if let feedback = portal.visit.entered("feedback") {
      parameters["cancellation_details"] = ["feedback": .string(feedback)]
    }
    if isAtOnce(portal) {
      let proration = portal.features.object("subscription_cancel")?.text("proration_behavior")
      parameters["prorate"] = .bool(proration != "none")
      parameters["invoice_now"] = .bool(proration == "always_invoice")
      try await portal.account.send("DELETE", "/v1/subscriptions/\(id)", parameters)
    } else {
      parameters["cancel_at_period_end"] = true
      try await portal.account.send("POST", "/v1/subscriptions/\(id)", parameters)
    }
    return portal.after()
  }

  static func resume(_ portal: PortalVisit) async throws -> Page {
    try portal.check("subscription_cancel")
    let id = try await portal.subscription().text("id") ?? ""
    try await portal.account.send(
      "POST", "/v1/subscriptions/\(id)", ["cancel_at_period_end": false])
    return .redirect(portal.address() + "?home=1")
  }
}

/// The customer's name and the like.
enum PortalDetails {
  private static let texts = [
    ("name", "Name", "text"), ("email", "E-mail", "email"), ("phone", "Phone number", "tel"),
  ]

  private static func allowed(_ portal: PortalVisit) -> [String] {
    portal.features.object("customer_update")?.array("allowed_updates").compactMap(\.string) ?? []
  }

  static func show(_ portal: PortalVisit) async throws -> Page {
    try portal.check("customer_update")
    let customer = try await portal.customer()
    let allowed = allowed(portal)
    return .show(
      PortalFormView(
        title: "Update the information", action: portal.address("details"),
        inputs: texts.filter { allowed.contains($0.0) }.map { name, label, kind in
          PortalFormView.Input(
            input: name, label: label, kind: kind, value: customer.text(name) ?? "")
        },
        address: allowed.contains("address")
          ? AddressFields(
            "address", legend: "Address", hasName: false, customer.object("address") ?? [:]) : nil,
        submit: "Save", back: portal.address() + "?home=1"))
  }

  static func update(_ portal: PortalVisit) async throws -> Page {
    try portal.check("customer_update")
    let allowed = allowed(portal)
    var parameters: JSONObject = [:]
    for (name, _, _) in texts where allowed.contains(name) {
      parameters[name] = portal.visit.entered(name).map { .string($0) }
    }
    if allowed.contains("address"),
      let address = AddressFields.address(portal.visit.form.object("address"))
    {
      parameters["address"] = .object(address)
    }
    try await portal.account.send("POST", "/v1/customers/\(portal.customerID)", parameters)
    return portal.after()
  }
}
