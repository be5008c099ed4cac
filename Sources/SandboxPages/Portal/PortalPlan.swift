import JSON
import StripeSandbox

/// Switches a subscription to another plan.
enum PortalPlan {
  static func show(_ portal: PortalVisit, problem: String? = nil) async throws -> Page {
    try portal.check("subscription_update")
    let subscription = try await portal.subscription()
    let rules = PlanRules(portal)
    let item = PlanChange.item(of: subscription)
    let product = item.object("price")?.text("product") ?? ""
    let plans = try await rules.allows("price") ? plans(portal, rules, of: item) : []
    return .show(
      PortalPlanView(
        title: "Change the plan", problem: problem, action: portal.address("plan"),
        hidden: [
          HiddenField(fieldName: "subscription", fieldValue: subscription.text("id") ?? "")
        ], plans: plans,
        quantity: rules.allows("quantity") ? item["quantity"]?.integer ?? 1 : nil,
        least: rules.quantities(of: product).lowerBound,
        most: rules.most(of: product), takesCodes: rules.allows("promotion_code"),
        sentence: plans.isEmpty ? "There are no other plans." : nil, amounts: [],
        submit: "Continue", back: portal.address() + "?home=1"),
      status: problem == nil ? 200 : 400)
  }

  private static func plans(_ portal: PortalVisit, _ rules: PlanRules, of item: JSONObject)
    async throws -> [PortalPlanView.Plan]
  {
    let current = item.object("price")?.text("id")
    var plans: [PortalPlanView.Plan] = []
    for id in rules.prices {
      let price = try await portal.account.send(
        "GET", "/v1/prices/\(id)", ["expand": ["product"]])
      let amount = Readable.money(price.amount("unit_amount"), price.text("currency"))
      plans.append(
        PortalPlanView.Plan(
          price: id, product: price.object("product")?.text("name") ?? id,
          cost: "\(amount) \(Readable.interval(price) ?? "")", isChosen: id == current))
    }
    return plans
  }

  /// Shows what the chosen plan costs.
  static func preview(_ portal: PortalVisit) async throws -> Page {
    do {
      return try await confirmation(PlanChange.chosen(portal), portal)
    } catch let error as SandboxError {
      return try await show(portal, problem: error.message)
    }
  }

  /// Shows what a plan costs that the session was made for.
  static func showFlow(_ portal: PortalVisit) async throws -> Page {
    try portal.check("subscription_update")
    guard portal.flow?.has("subscription_update_confirm") == true else {
      return .message(404, "Nothing here", "This session confirms no change.")
    }
    return try await confirmation(PlanChange.asked(portal), portal)
  }

  private static func confirmation(_ change: PlanChange, _ portal: PortalVisit) async throws
    -> Page
  {
    let preview = try await portal.account.preview(change.parameters, of: change.id)
    let due = Readable.day(preview.amount("period_end"))
    return .show(
      PortalPlanView(
        title: "Confirm the change", problem: nil, action: portal.address("confirm"),
        hidden: change.fields, plans: [], quantity: nil, least: 1, most: nil, takesCodes: false,
        sentence: change.isBilledNow ? "This is billed now:" : "This is billed on \(due):",
        amounts: InvoiceAmounts.lines(preview), submit: "Confirm",
        back: portal.address() + "?home=1"))
  }

  static func update(_ portal: PortalVisit) async throws -> Page {
    do {
      let change = try await PlanChange.chosen(portal)
      try await portal.account.send(
        "POST", "/v1/subscriptions/\(change.id)", change.parameters)
      return portal.after()
    } catch let error as SandboxError {
      return try await show(portal, problem: error.message)
    }
  }
}
