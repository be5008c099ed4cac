import JSON

/// The checkout sessions of payment links: each visit begins one.
struct PaymentLinkSessions {
  let workspace: Workspace

  /// Parameters that a session takes over from its link where they are set.
  private static let kept = [
    "allow_promotion_codes", "allowed_payment_method_types", "billing_address_collection",
    "consent_collection", "custom_fields", "custom_text", "invoice_creation", "metadata",
    "payment_intent_data", "phone_number_collection", "shipping_address_collection",
    "subscription_data", "submit_type",
  ]

  /// Where the customer goes after a session of a link, which has no address of its own.
  ///
  /// Source: sessions of payment links in Stripe's events.
  private static let address = "https://stripe.com"

  /// - Parameter given: `client_reference_id` and `prefilled_email` of the link's address.
  func begin(_ id: String, _ given: JSONObject) throws(SandboxError) -> CheckoutSession {
    let link = try workspace.get(PaymentLink.self, id)
    guard link.json.isTrue("active") else {
      throw SandboxError(
        404, link.json.text("inactive_message") ?? "This link is no longer active.")
    }
    let items = try workspace.children(LineItem.self, of: id)
    let fields = fields(of: link, items, given)
    var session = try AdmittedPrices(workspace: workspace).admitting(items) {
      () throws(SandboxError) in
      let parameters = Parameters(fields)
      let made = try CheckoutSessionCreation(parameters: parameters, workspace: workspace).make()
      guard parameters.unread.isEmpty else {
        throw SandboxError(
          "The sandbox does not support \(parameters.unread.joined(separator: ", ")) of payment"
            + " links.")
      }
      return made
    }
    session.json["payment_link"] = .string(id)
    try workspace.save(session)
    return session
  }

  private func fields(of link: PaymentLink, _ items: [LineItem], _ given: JSONObject)
    -> JSONObject
  {
    let recurs = items.contains { $0.price.recurring != nil }
    var fields: JSONObject = [
      "mode": recurs ? "subscription" : "payment", "success_url": .string(Self.address),
      "line_items": .array(items.map(Self.item)),
    ]
    for name in Self.kept {
      if let value = link.json[name]?.withoutNulls, value != "auto" { fields[name] = value }
    }
    if fields.object("invoice_creation")?.isTrue("enabled") != true {
      fields["invoice_creation"] = nil
    }
    if link.json.object("automatic_tax")?.isTrue("enabled") == true {
      fields["automatic_tax"] = ["enabled": true]
    }
    if fields["allow_promotion_codes"] == false { fields["allow_promotion_codes"] = nil }
    fields[recurs ? "payment_intent_data" : "subscription_data"] = nil
    let perMode = recurs ? "payment_method_collection" : "customer_creation"
    fields[perMode] = link.json[perMode]
    let shipping = link.json.array("shipping_options").compactMap { $0["shipping_rate"] }
    if !shipping.isEmpty {
      fields["shipping_options"] = .array(shipping.map { ["shipping_rate": $0] })
    }
    fields["client_reference_id"] = given["client_reference_id"]
    fields["customer_email"] = given["prefilled_email"]
    return fields
  }

  private static func item(_ item: LineItem) -> JSONValue {
    var fields: JSONObject = [
      "price": .string(item.price.id), "quantity": .integer(item.quantity),
    ]
    if let rule = item.adjustableQuantity {
      fields["adjustable_quantity"] = JSONValue.object(rule).withoutNulls
    }
    return .object(fields)
  }

  /// Counts a completed session of a link that may be used a limited number of times.
  func count(_ session: CheckoutSession) throws(SandboxError) {
    guard let id = session.json.text("payment_link"),
      var link = try workspace.find(PaymentLink.self, id),
      var restrictions = link.json.object("restrictions"),
      var completed = restrictions.object("completed_sessions")
    else { return }
    let count = completed.amount("count") + 1
    completed["count"] = .integer(count)
    restrictions["completed_sessions"] = .object(completed)
    link.json["restrictions"] = .object(restrictions)
    if let limit = completed["limit"]?.integer, count >= limit { link.json["active"] = false }
    try workspace.save(link)
  }
}

extension JSONValue {
  /// The value without members that are null, or nil where nothing is left of it.
  fileprivate var withoutNulls: JSONValue? {
    switch self {
    case .null: return nil
    case .array(let elements):
      let kept = elements.compactMap(\.withoutNulls)
      return kept.isEmpty ? nil : .array(kept)
    case .object(let object):
      var kept: JSONObject = [:]
      for member in object.members { kept[member.key] = member.value.withoutNulls }
      return kept.isEmpty ? nil : .object(kept)
    case .bool, .number, .string: return self
    }
  }
}
