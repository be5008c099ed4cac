import JSON
import StripeSandbox

/// An intent that a customer confirms by a card, and authenticates where that is required.
struct CardPayment: Sendable {
  /// The kinds of intents.
  enum Intent: Sendable {
    case payment(String)
    case setup(String)
  }

  let account: AccountClient
  let intent: Intent

  /// - Parameter now: in Unix seconds.
  /// - Returns: False if the customer is to authenticate first.
  /// - Throws: `SandboxError` where the card is declined.
  func confirm(_ visit: PageVisit, now: Int) async throws -> Bool {
    switch visit.entered("authentication").flatMap(CardAuthentication.init) {
    case .fail?:
      try await fail()
      return true
    case .complete?:
      return try await send([:])
    case nil:
      let parameters = CardFields.parameters(visit.form, now: now, details: [:])
      let method = try await account.send("POST", "/v1/payment_methods", parameters)
      return try await send([
        "payment_method": method["id"] ?? nil, "return_url": "https://stripe.com",
      ])
    }
  }

  private func send(_ parameters: JSONObject) async throws -> Bool {
    let path =
      switch intent {
      case .payment(let id): "/v1/payment_intents/\(id)/confirm"
      case .setup(let id): "/v1/setup_intents/\(id)/confirm"
      }
    return try await account.send("POST", path, parameters).text("status") != "requires_action"
  }

  private func fail() async throws {
    switch intent {
    case .payment(let id): try await account.failAuthentication(ofPayment: id)
    case .setup(let id): try await account.failAuthentication(ofSetup: id)
    }
  }
}
