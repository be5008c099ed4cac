import JSON

/// What a checkout session takes over from a payment link, or from a session before it.
struct CheckoutCopy {
  /// A payment link or a checkout session.
  let source: JSONObject
  let items: [LineItem]

  /// Parameters that are taken over where they are set.
  private static let kept = [
    "allow_promotion_codes", "allowed_payment_method_types", "billing_address_collection",
    "consent_collection", "custom_fields", "custom_text", "invoice_creation", "metadata",
    "name_collection", "optional_items", "payment_intent_data", "phone_number_collection",
    "shipping_address_collection", "subscription_data", "submit_type", "tax_id_collection",
  ]

  /// - Parameter mode: what the session is for; what goes with another mode is left out.
  func fields(_ mode: CheckoutMode) -> JSONObject {
    var fields: JSONObject = [
      "mode": .string(mode.rawValue), "line_items": .array(items.map(Self.item)),
    ]
    for name in Self.kept {
      if let value = source[name]?.withoutNulls, value != "auto" { fields[name] = value }
    }
    for name in ["invoice_creation", "phone_number_collection", "tax_id_collection"]
    where fields.object(name)?.isTrue("enabled") != true {
      fields[name] = nil
    }
    if source.object("automatic_tax")?.isTrue("enabled") == true {
      fields["automatic_tax"] = ["enabled": true]
    }
    if fields["allow_promotion_codes"] == false { fields["allow_promotion_codes"] = nil }
    for (name, other) in [
      ("payment_intent_data", CheckoutMode.payment), ("subscription_data", .subscription),
    ] where other != mode {
      fields[name] = nil
    }
    let perMode = mode == .subscription ? "payment_method_collection" : "customer_creation"
    fields[perMode] = source[perMode]
    let shipping = source.array("shipping_options").compactMap { $0["shipping_rate"] }
    if !shipping.isEmpty {
      fields["shipping_options"] = .array(shipping.map { ["shipping_rate": $0] })
    }
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
}

extension CheckoutCopy {
  /// Makes a session of parameters, of which each is to be understood.
  static func make(_ fields: JSONObject, of items: [LineItem], in workspace: Workspace)
    throws(SandboxError) -> CheckoutSession
  {
    try AdmittedPrices(workspace: workspace).admitting(items) { () throws(SandboxError) in
      let parameters = Parameters(fields)
      let made = try CheckoutSessionCreation(parameters: parameters, workspace: workspace).make()
      guard parameters.unread.isEmpty else {
        throw SandboxError(
          "The sandbox does not support \(parameters.unread.joined(separator: ", ")) of payment"
            + " links.")
      }
      return made
    }
  }
}

extension JSONValue {
  /// The value without members that are null, or nil where nothing is left of it.
  var withoutNulls: JSONValue? {
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
