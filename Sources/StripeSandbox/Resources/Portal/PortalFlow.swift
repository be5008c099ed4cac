import JSON

/// The one thing that a session of the portal is for.
struct PortalFlow {
  let workspace: Workspace
  let customer: String
  let features: JSONObject

  init(workspace: Workspace, customer: String, _ configuration: PortalConfiguration) {
    self.workspace = workspace
    self.customer = customer
    features = configuration.json.object("features") ?? [:]
  }

  /// The feature of the configuration that a flow needs, and what the portal would do by it.
  ///
  /// Source: Stripe's documentation of flows of the portal.
  private static let needs = [
    "customer_update": ("customer_update", "updated"),
    "payment_method_update": ("payment_method_update", "updated"),
    "subscription_cancel": ("subscription_cancel", "canceled"),
    "subscription_pause": ("subscription_pause", "paused"),
    "subscription_update": ("subscription_update", "updated"),
    "subscription_update_confirm": ("subscription_update", "updated"),
  ]

  /// - Returns: Nil where none is asked for.
  /// - Throws: 400 where the portal could not do it.
  func make(_ given: Parameters?, in session: PortalSession) throws(SandboxError) -> JSONObject? {
    guard let given else { return nil }
    guard let type = given.text("type") else { throw .missingParameter(given.name("type")) }
    try checkFeature(type, given)
    for name in Self.needs.keys where name != type && given.has(name) {
      throw SandboxError(
        "`\(given.name(name))` goes with the flow `\(name)`, not with `\(type)`.",
        param: given.name(name))
    }
    if type.hasPrefix("subscription_") {
      guard let details = given.object(type) else { throw .missingParameter(given.name(type)) }
      try check(details, of: type)
    }
    try checkCompletion(given.object("after_completion"))
    var flow = try workspace.merge(
      ["flow": .object(given.values)], into: session.json, of: PortalSession.typeName
    ).object("flow")
    given.markRead(given.values.keys)
    if !given.has("after_completion") {
      flow?["after_completion"] = [
        "hosted_confirmation": nil, "redirect": nil, "type": "portal_homepage",
      ]
    }
    return flow
  }

  private func checkFeature(_ type: String, _ given: Parameters) throws(SandboxError) {
    guard let (feature, deed) = Self.needs[type],
      features.object(feature)?.isTrue("enabled") != true
    else { return }
    let words = feature.split(separator: "_").joined(separator: " ")
    let owner = feature.hasPrefix("subscription_") ? "subscription" : "customer"
    throw SandboxError(
      "This \(owner) cannot be \(deed) because the \(words) feature in the portal configuration is"
        + " disabled.", param: given.name("type"))
  }

  private func checkCompletion(_ given: Parameters?) throws(SandboxError) {
    guard let given else { return }
    if given.values.text("type") == "redirect" {
      guard let redirect = given.object("redirect") else {
        throw .missingParameter(given.name("redirect"))
      }
      guard redirect.has("return_url") else {
        throw .missingParameter(redirect.name("return_url"))
      }
      try redirect.checkURLs("return_url")
    }
  }

  // MARK: - Subscriptions

  private func check(_ details: Parameters, of type: String) throws(SandboxError) {
    let param = details.name("subscription")
    guard let id = details.text("subscription") else { throw .missingParameter(param) }
    let subscription = try workspace.get(Subscription.self, id, param: param)
    guard subscription.customer == customer else {
      throw SandboxError("The subscription \(id) is not one of \(customer).", param: param)
    }
    guard !subscription.status.isFinal else {
      throw SandboxError("The subscription \(id) has ended.", param: param)
    }
    switch type {
    case "subscription_cancel":
      guard subscription.cancelAt == nil else {
        throw SandboxError("The subscription \(id) is already set to be canceled.", param: param)
      }
      try checkRetention(details.object("retention"))
    case "subscription_update_confirm": try checkItems(details, subscription)
    case _: return
    }
  }

  private func checkRetention(_ given: Parameters?) throws(SandboxError) {
    guard let given else { return }
    guard let coupon = given.object("coupon_offer")?.text("coupon") else {
      throw .missingParameter(given.name("coupon_offer"))
    }
    let param = "\(given.name("coupon_offer"))[coupon]"
    let known = try workspace.get("coupon", coupon, param: param)
    guard known.isTrue("valid") else {
      throw SandboxError("The coupon \(coupon) is not valid.", param: param)
    }
  }

  private func checkItems(_ details: Parameters, _ subscription: Subscription)
    throws(SandboxError)
  {
    let items = details.array("items")
    guard let item = items.first, items.count == 1 else {
      throw SandboxError("Exactly one item can be updated.", param: details.name("items"))
    }
    let own = try workspace.subscriptions.items(of: subscription)
    guard own.count == 1 else {
      throw SandboxError(
        "Subscriptions with several items cannot be updated in the portal.",
        param: details.name("items"))
    }
    guard let id = item.text("id") else { throw .missingParameter(item.name("id")) }
    guard own.contains(where: { $0.id == id }) else {
      throw .missing("subscription_item", id, param: item.name("id"), status: 400)
    }
    if let price = item.text("price"), price != own[0].price.id {
      try checkPrice(price, item.name("price"))
    }
    try checkDiscounts(details)
  }

  private func checkPrice(_ price: String, _ param: String) throws(SandboxError) {
    _ = try workspace.get(Price.self, price, param: param)
    let products = features.object("subscription_update")?.array("products") ?? []
    let offered = products.compactMap(\.object).contains { product in
      product.array("prices").contains { $0.string == price }
    }
    guard offered else {
      throw SandboxError(
        "The price \(price) is not among the `features[subscription_update][products]` of the"
          + " portal configuration.", param: param)
    }
  }

  private func checkDiscounts(_ details: Parameters) throws(SandboxError) {
    let discounts = details.array("discounts")
    guard discounts.count < 2 else {
      throw SandboxError(
        "You can only apply one discount to an update.", param: details.name("discounts"))
    }
    for discount in discounts {
      if let coupon = discount.text("coupon") {
        _ = try workspace.get("coupon", coupon, param: discount.name("coupon"))
      } else if let code = discount.text("promotion_code") {
        _ = try workspace.get("promotion_code", code, param: discount.name("promotion_code"))
      } else {
        throw .missingParameter(discount.name("coupon"))
      }
    }
  }
}
