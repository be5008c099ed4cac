import JSON
import StripeSandbox

/// What the configuration of a portal says of changes of plans.
struct PlanRules: Sendable {
  private let rules: JSONObject

  init(_ portal: PortalVisit) {
    rules = portal.features.object("subscription_update") ?? [:]
  }

  func allows(_ update: String) -> Bool {
    rules.array("default_allowed_updates").contains(.string(update))
  }

  var proration: String { rules.text("proration_behavior") ?? "none" }
  var resetsCycle: Bool { rules.text("billing_cycle_anchor") == "now" }
  var endsTrials: Bool { rules.text("trial_update_behavior") != "continue_trial" }

  private var products: [JSONObject] { rules.array("products").compactMap(\.object) }

  var prices: [String] { products.flatMap { $0.array("prices").compactMap(\.string) } }

  private func quantityRule(of product: String) -> JSONObject? {
    products.first { $0.text("product") == product }?.object("adjustable_quantity")
  }

  /// The quantities that a customer may choose of a product.
  func quantities(of product: String) -> ClosedRange<Int> {
    let rule = quantityRule(of: product)
    let least = max(1, rule?.amount("minimum") ?? 1)
    return least...max(least, most(of: product) ?? .max)
  }

  /// Nil where there is no limit.
  func most(of product: String) -> Int? { quantityRule(of: product)?["maximum"]?.integer }

  /// Whether customers may choose how much of a product they have.
  func isAdjustable(_ product: String) -> Bool {
    quantityRule(of: product)?["enabled"]?.bool ?? true
  }
}

/// What a subscription is to become.
struct PlanChange: Sendable {
  let subscription: JSONObject
  let price: String
  let quantity: Int
  /// `coupon` or `promotion_code`.
  let discount: JSONObject?
  let rules: PlanRules
  /// Unix seconds.
  let date: Int

  var id: String { subscription.text("id") ?? "" }

  private var endsTrial: Bool { rules.endsTrials && subscription.text("status") == "trialing" }

  var isBilledNow: Bool {
    rules.proration == "always_invoice" || rules.resetsCycle || endsTrial
  }

  /// The parameters of the operation that makes the change.
  var parameters: JSONObject {
    let item = Self.item(of: subscription)
    var parameters: JSONObject = [
      "items": [
        [
          "id": item["id"] ?? nil, "price": .string(price), "quantity": .integer(quantity),
        ]
      ],
      "proration_behavior": .string(rules.proration),
    ]
    if rules.proration != "none" { parameters["proration_date"] = .integer(date) }
    if rules.resetsCycle { parameters["billing_cycle_anchor"] = ["type": "now"] }
    if endsTrial { parameters["trial_end"] = "now" }
    if let discount { parameters["discounts"] = [.object(discount)] }
    return parameters
  }

  /// What the form that confirms a change remembers of it.
  var fields: [HiddenField] {
    var fields = [
      HiddenField(fieldName: "subscription", fieldValue: id),
      HiddenField(fieldName: "price", fieldValue: price),
      HiddenField(fieldName: "quantity", fieldValue: String(quantity)),
      HiddenField(fieldName: "date", fieldValue: String(date)),
    ]
    if let code = discount?.text("promotion_code") {
      fields.append(HiddenField(fieldName: "promotion_code_id", fieldValue: code))
    }
    return fields
  }

  static func item(of subscription: JSONObject) -> JSONObject {
    subscription.object("items")?.array("data").first?.object ?? [:]
  }

  /// The time by which a subscription lives, in Unix seconds.
  private static func now(_ subscription: JSONObject, _ portal: PortalVisit) async throws -> Int {
    guard let clock = subscription.text("test_clock") else {
      return try await portal.visit.sandbox.now()
    }
    return try await portal.account.send("GET", "/v1/test_helpers/test_clocks/\(clock)")
      .amount("frozen_time")
  }

  /// What the session asks for.
  static func asked(_ portal: PortalVisit) async throws -> PlanChange {
    let asked = portal.flow?.object("subscription_update_confirm")
    let wanted = asked?.array("items").first?.object
    let subscription = try await portal.subscription()
    let item = item(of: subscription)
    return PlanChange(
      subscription: subscription,
      price: wanted?.text("price") ?? item.object("price")?.text("id") ?? "",
      quantity: wanted?["quantity"]?.integer ?? item["quantity"]?.integer ?? 1,
      discount: asked?.array("discounts").first?.object.map { discount in
        JSONObject(discount.members.filter { !$0.value.isNull })
      }, rules: PlanRules(portal), date: try await now(subscription, portal))
  }

  /// What the customer chose.
  ///
  /// - Throws: 403 for a plan or a quantity that is not offered.
  static func chosen(_ portal: PortalVisit) async throws -> PlanChange {
    try portal.check("subscription_update")
    let subscription = try await portal.subscription()
    let rules = PlanRules(portal)
    let item = item(of: subscription)
    let current = item.object("price") ?? [:]
    let asked = portal.flow?.object("subscription_update_confirm")
    let wanted = asked?.array("items").first?.object
    let price = portal.visit.entered("price") ?? current.text("id") ?? ""
    let isOffered =
      price == current.text("id") || rules.allows("price") && rules.prices.contains(price)
      || wanted?.text("price") == price
    guard isOffered else { throw SandboxError(403, "This plan is not offered.") }
    let known = item["quantity"]?.integer ?? 1
    let quantity = portal.visit.entered("quantity").flatMap { Int($0) } ?? known
    if quantity != known, wanted?["quantity"]?.integer != quantity {
      try await check(quantity, of: price, rules, portal)
    }
    var date = portal.visit.entered("date").flatMap { Int($0) }
    if date == nil { date = try await now(subscription, portal) }
    let isAsked = asked?.text("subscription") == subscription.text("id")
    return PlanChange(
      subscription: subscription, price: price, quantity: quantity,
      discount: isAsked
        ? try await self.asked(portal).discount : try await discount(rules, portal),
      rules: rules, date: date ?? 0)
  }

  private static func check(
    _ quantity: Int, of price: String, _ rules: PlanRules, _ portal: PortalVisit
  ) async throws {
    let product =
      try await portal.account.send("GET", "/v1/prices/\(Readable.escaped(price))")
      .text("product") ?? ""
    guard rules.allows("quantity"), rules.isAdjustable(product) else {
      throw SandboxError(403, "The quantity cannot be changed here.")
    }
    let range = rules.quantities(of: product)
    guard range.contains(quantity) else {
      let most = range.upperBound == .max ? "" : " and at most \(range.upperBound)"
      throw SandboxError("The quantity must be at least \(range.lowerBound)\(most).")
    }
  }

  /// The promotion code that was entered.
  private static func discount(_ rules: PlanRules, _ portal: PortalVisit) async throws
    -> JSONObject?
  {
    guard rules.allows("promotion_code") else { return nil }
    if let id = portal.visit.entered("promotion_code_id") {
      return ["promotion_code": .string(id)]
    }
    guard let code = portal.visit.entered("promotion_code") else { return nil }
    let found = try await portal.account.send(
      "GET", "/v1/promotion_codes", ["code": .string(code), "active": true, "limit": 1])
    guard let id = found.array("data").first?.object?.text("id") else {
      throw SandboxError("This code is invalid.")
    }
    return ["promotion_code": .string(id)]
  }
}
