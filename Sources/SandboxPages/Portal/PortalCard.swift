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
