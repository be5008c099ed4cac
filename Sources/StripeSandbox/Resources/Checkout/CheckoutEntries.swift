import JSON

/// What a customer enters on the page of a checkout session.
package struct CheckoutEntries: Sendable {
  /// The id of the payment method; nil where nothing is to be paid.
  package var paymentMethod: String?
  /// `email`, `name`, `phone` and `address`, as far as they were asked for.
  package var details: JSONObject = [:]
  /// `name` and `address`; nil where nothing is sent.
  package var shipping: JSONObject?
  /// The values of the seller's own fields, by their keys.
  package var customFields: [String: String] = [:]
  /// `business_name` and `individual_name`, as far as they were asked for.
  package var names: JSONObject = [:]
  /// `type` and `value` of a tax id; nil where none was entered.
  package var taxID: JSONObject?
  /// True if the customer agreed to the terms of service.
  package var acceptsTerms = false
  /// True if the customer wishes to hear of offers; nil where that was not asked.
  package var acceptsPromotions: Bool?
  /// The outcome of the bank's question; nil where it was not asked yet.
  package var authentication: CardAuthentication?

  /// Creates entries of which nothing is known.
  package init() {}
}

/// The outcome of a bank's question to its customer.
package enum CardAuthentication: String, Sendable, Hashable {
  case complete
  case fail
}

extension SandboxError {
  private static let authenticationCode = "sandbox_authentication_required"

  /// The error of a payment that waits for its customer to authenticate; nothing of it is kept.
  static let unauthenticated = SandboxError(
    402, .cardError, "Your card requires authentication.", code: authenticationCode)

  /// True if the customer is to be asked to authenticate.
  package var asksForAuthentication: Bool { code == Self.authenticationCode }
}

extension CheckoutEntries {
  /// Puts what was asked for into the session.
  func put(into session: inout CheckoutSession) {
    if let shipping {
      var collected = session.json.object("collected_information") ?? [:]
      collected["shipping_details"] = .object(shipping)
      session.json["collected_information"] = .object(collected)
    }
    if !names.isEmpty {
      var collected = session.json.object("collected_information") ?? [:]
      for member in names.members { collected[member.key] = member.value }
      session.json["collected_information"] = .object(collected)
    }
    session.json["custom_fields"] = .array(
      session.json.array("custom_fields").map { filled($0) })
    guard session.json.has("consent_collection") else { return }
    var consent: JSONObject = ["promotions": nil, "terms_of_service": nil]
    if acceptsTerms { consent["terms_of_service"] = "accepted" }
    if let acceptsPromotions {
      consent["promotions"] = .string(acceptsPromotions ? "opt_in" : "opt_out")
    }
    session.json["consent"] = .object(consent)
  }

  private func filled(_ field: JSONValue) -> JSONValue {
    guard var filled = field.object, let type = filled.text("type"),
      let value = customFields[filled.text("key") ?? ""], !value.isEmpty
    else { return field }
    var answer = filled.object(type) ?? [:]
    answer["value"] = .string(value)
    filled[type] = .object(answer)
    return .object(filled)
  }
}
