import JSON
import StripeSandbox

/// The end of a subscription, and its revocation.
enum PortalCancel {
  static func show(_ portal: PortalVisit) async throws -> Page {
    try portal.check("subscription_cancel")
    let subscription = try await portal.subscription()
    if let coupon = offered(portal, subscription), !portal.visit.query.has("declined") {
      return try await offer(coupon, portal, subscription)
    }
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
        ], reasons: reasons(portal),
        inputs: reasons(portal).isEmpty
          ? [] : [.init(input: "comment", label: "What else?", kind: "text", value: "")],
        submit: "Cancel the subscription", back: portal.address() + "?home=1"))
  }

  /// The coupon that the session offers to who does not cancel.
  private static func offered(_ portal: PortalVisit, _ subscription: JSONObject) -> String? {
    let asked = portal.flow?.object("subscription_cancel")
    guard asked?.text("subscription") == subscription.text("id") else { return nil }
    return asked?.object("retention")?.object("coupon_offer")?.text("coupon")
  }

  private static func offer(
    _ coupon: String, _ portal: PortalVisit, _ subscription: JSONObject
  ) async throws -> Page {
    let id = subscription.text("id") ?? ""
    let worth = try await portal.account.send("GET", "/v1/coupons/\(Readable.escaped(coupon))")
    let rebate: String
    if case .number(let percent)? = worth["percent_off"] {
      rebate = "\(percent.text) %"
    } else {
      rebate = Readable.money(worth.amount("amount_off"), worth.text("currency"))
    }
    return .show(
      PortalFormView(
        title: "Stay, and pay less", sentence: "Keep the subscription for \(rebate) off.",
        action: portal.address("stay"),
        hidden: [HiddenField(fieldName: "subscription", fieldValue: id)],
        submit: "Accept the offer",
        back: portal.address("cancel?subscription=\(id)&declined=1"),
        backWords: "No thanks, cancel"))
  }

  /// Takes the offer.
  static func stay(_ portal: PortalVisit) async throws -> Page {
    try portal.check("subscription_cancel")
    let subscription = try await portal.subscription()
    guard let coupon = offered(portal, subscription) else {
      throw SandboxError(403, "This session offers no discount.")
    }
    let kept = subscription.array("discounts").compactMap(\.string).map { id -> JSONValue in
      ["discount": .string(id)]
    }
    try await portal.account.send(
      "POST", "/v1/subscriptions/\(subscription.text("id") ?? "")",
      ["discounts": .array(kept + [["coupon": .string(coupon)]])])
    return portal.after()
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
    var details: JSONObject = [:]
    for name in ["feedback", "comment"] {
      details[name] = portal.visit.entered(name).map { .string($0) }
    }
    if !details.isEmpty { parameters["cancellation_details"] = .object(details) }
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
