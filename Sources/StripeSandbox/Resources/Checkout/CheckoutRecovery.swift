import JSON

/// Takes up again what was not bought before its session expired.
///
/// Source: Stripe's documentation of abandoned carts.
struct CheckoutRecovery {
  let workspace: Workspace

  func begin(_ id: String) throws(SandboxError) -> CheckoutSession {
    let old = try workspace.get(CheckoutSession.self, id)
    let recovery = old.json.object("after_expiration")?.object("recovery") ?? [:]
    guard old.status == .expired, recovery.has("url"),
      recovery.amount("expires_at") > workspace.wall
    else { throw SandboxError(410, "This link has expired; go back and begin again.") }
    var session = try CheckoutCopy.make(
      fields(of: old, recovery), of: workspace.children(LineItem.self, of: id), in: workspace)
    session.json["recovered_from"] = .string(id)
    session.json["payment_link"] = old.json["payment_link"]
    try workspace.save(session)
    return session
  }

  private func fields(of old: CheckoutSession, _ recovery: JSONObject) throws(SandboxError)
    -> JSONObject
  {
    let items = try workspace.children(LineItem.self, of: old.id).filter { !$0.isOptional }
    var fields = CheckoutCopy(source: old.json, items: items).fields(old.mode)
    if old.mode == .setup { fields["line_items"] = nil }
    for name in ["success_url", "cancel_url", "client_reference_id", "currency", "locale"] {
      fields[name] = old.json[name]?.withoutNulls
    }
    let buyer = old.customer == nil ? "customer_email" : "customer"
    fields[buyer] = old.json[buyer]?.withoutNulls
    if old.customer != nil {
      fields["customer_creation"] = nil
      fields["customer_update"] = old.customerUpdate.isEmpty ? nil : .object(old.customerUpdate)
    }
    let discounts = JSONValue.array(old.json.array("discounts")).withoutNulls
    if recovery.isTrue("allow_promotion_codes") {
      fields["allow_promotion_codes"] = true
    } else if fields["allow_promotion_codes"] == nil {
      fields["discounts"] = discounts
    }
    putData(of: old, into: &fields)
    return fields
  }

  private func putData(of old: CheckoutSession, into fields: inout JSONObject) {
    var data = old.data
    fields["payment_method_options"] = data["payment_method_options"]
    data["payment_method_options"] = nil
    guard !data.isEmpty else { return }
    let name =
      switch old.mode {
      case .payment: "payment_intent_data"
      case .setup: "setup_intent_data"
      case .subscription: "subscription_data"
      }
    fields[name] = .object(data)
  }
}
