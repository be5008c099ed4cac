import JSON

/// The checkout sessions of payment links: each visit begins one.
struct PaymentLinkSessions {
  let workspace: Workspace

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
    let recurs = items.contains { $0.price.recurring != nil }
    var fields = CheckoutCopy(source: link.json, items: items)
      .fields(recurs ? .subscription : .payment)
    if !recurs { putTransfer(of: link.json, into: &fields) }
    fields["success_url"] = .string(Self.address)
    fields["client_reference_id"] = given["client_reference_id"]
    fields["customer_email"] = given["prefilled_email"]
    var session = try CheckoutCopy.make(fields, of: items, in: workspace)
    session.json["payment_link"] = .string(id)
    try workspace.save(session)
    return session
  }

  /// Who is paid, which an intent says for itself.
  private func putTransfer(of link: JSONObject, into fields: inout JSONObject) {
    var data = fields.object("payment_intent_data") ?? [:]
    for name in ["application_fee_amount", "on_behalf_of", "transfer_data"] {
      if let value = link[name]?.withoutNulls { data[name] = value }
    }
    if !data.isEmpty { fields["payment_intent_data"] = .object(data) }
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
