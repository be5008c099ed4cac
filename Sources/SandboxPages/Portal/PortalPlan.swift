import JSON
import StripeSandbox

/// The choice of another plan, and what it costs.
struct PortalPlanView: PageView {
  let title: String
  let problem: String?
  let action: String
  let hidden: [HiddenField]
  let plans: [Plan]
  let quantity: Int?
  let sentence: String?
  let amounts: [AmountLine]
  let submit: String
  let back: String

  struct Plan: Sendable {
    let price: String
    let product: String
    let cost: String
    let isChosen: Bool
  }

  static let template = """
    {{<customer}}{{$body}}
    <form method="post" action="{{action}}">
    {{#hidden}}<input type="hidden" name="{{fieldName}}" value="{{fieldValue}}">
    {{/hidden}}
    {{^empty(plans)}}
    <fieldset><legend>Plan</legend>
    {{#plans}}
    <label class="choice"><input type="radio" name="price" value="{{price}}" required\
    {{#isChosen}} checked{{/isChosen}}><span>{{product}} <span class="note">{{cost}}</span></span>\
    </label>
    {{/plans}}
    </fieldset>
    {{/empty(plans)}}
    {{#quantity}}<label for="quantity">Quantity</label>
    <input id="quantity" name="quantity" type="number" min="1" value="{{quantity}}">{{/quantity}}
    {{#sentence}}<p>{{sentence}}</p>{{/sentence}}
    {{^empty(amounts)}}{{>lines}}{{/empty(amounts)}}
    <button>{{submit}}</button>
    </form>
    <a class="button second" href="{{back}}">Go back</a>
    {{/body}}{{/customer}}
    """
}

/// What a subscription is to become.
struct PlanChange: Sendable {
  let subscription: JSONObject
  let item: JSONObject
  let price: String
  let quantity: Int
  let proration: String
  /// Unix seconds.
  let date: Int

  var items: JSONValue {
    [
      [
        "id": item["id"] ?? nil, "price": .string(price), "quantity": .integer(quantity),
      ]
    ]
  }

  var id: String { subscription.text("id") ?? "" }
}

/// Switches a subscription to another plan.
enum PortalPlan {
  static func show(_ portal: PortalVisit, problem: String? = nil) async throws -> Page {
    try portal.check("subscription_update")
    let subscription = try await portal.subscription()
    let item = item(of: subscription)
    let current = item.object("price")?.text("id")
    let allowed = allowed(portal)
    var plans: [PortalPlanView.Plan] = []
    for id in allowed.contains("price") ? prices(portal) : [] {
      let price = try await portal.account.send(
        "GET", "/v1/prices/\(id)", ["expand": ["product"]])
      let amount = Readable.money(price.amount("unit_amount"), price.text("currency"))
      plans.append(
        PortalPlanView.Plan(
          price: id, product: price.object("product")?.text("name") ?? id,
          cost: "\(amount) \(Readable.interval(price) ?? "")", isChosen: id == current))
    }
    return .show(
      PortalPlanView(
        title: "Change the plan", problem: problem, action: portal.address("plan"),
        hidden: [
          HiddenField(fieldName: "subscription", fieldValue: subscription.text("id") ?? "")
        ], plans: plans,
        quantity: allowed.contains("quantity") ? item["quantity"]?.integer ?? 1 : nil,
        sentence: plans.isEmpty ? "There are no other plans." : nil, amounts: [],
        submit: "Continue", back: portal.address() + "?home=1"),
      status: problem == nil ? 200 : 400)
  }

  /// Shows what the chosen plan costs.
  static func preview(_ portal: PortalVisit) async throws -> Page {
    do {
      return try await confirmation(change(portal), portal)
    } catch let error as SandboxError {
      return try await show(portal, problem: error.message)
    }
  }

  /// Shows what a plan costs that the session was made for.
  static func showFlow(_ portal: PortalVisit) async throws -> Page {
    try portal.check("subscription_update")
    let asked = portal.flow?.object("subscription_update_confirm")
    guard let item = asked?.array("items").first?.object else {
      return .message(404, "Nothing here", "This session confirms no change.")
    }
    let subscription = try await portal.subscription()
    return try await confirmation(
      PlanChange(
        subscription: subscription, item: Self.item(of: subscription),
        price: item.text("price") ?? "", quantity: item["quantity"]?.integer ?? 1,
        proration: proration(portal), date: now(subscription, portal)), portal)
  }

  private static func confirmation(_ change: PlanChange, _ portal: PortalVisit) async throws
    -> Page
  {
    var details: JSONObject = [
      "items": change.items, "proration_behavior": .string(change.proration),
    ]
    if change.proration != "none" { details["proration_date"] = .integer(change.date) }
    let preview = try await portal.account.send(
      "POST", "/v1/invoices/create_preview",
      ["subscription": .string(change.id), "subscription_details": .object(details)])
    let due = Readable.day(preview.amount("period_end"))
    return .show(
      PortalPlanView(
        title: "Confirm the change", problem: nil, action: portal.address("confirm"),
        hidden: [
          HiddenField(fieldName: "subscription", fieldValue: change.id),
          HiddenField(fieldName: "price", fieldValue: change.price),
          HiddenField(fieldName: "quantity", fieldValue: String(change.quantity)),
          HiddenField(fieldName: "date", fieldValue: String(change.date)),
        ], plans: [], quantity: nil,
        sentence: change.proration == "always_invoice"
          ? "This is billed now:" : "This is billed on \(due):",
        amounts: InvoiceAmounts.lines(preview), submit: "Confirm",
        back: portal.address() + "?home=1"))
  }

  static func update(_ portal: PortalVisit) async throws -> Page {
    do {
      let change = try await change(portal)
      var parameters: JSONObject = [
        "items": change.items, "proration_behavior": .string(change.proration),
      ]
      if change.proration != "none" { parameters["proration_date"] = .integer(change.date) }
      try await portal.account.send("POST", "/v1/subscriptions/\(change.id)", parameters)
      return portal.after()
    } catch let error as SandboxError {
      return try await show(portal, problem: error.message)
    }
  }

  /// - Throws: 403 for a plan that is not offered.
  private static func change(_ portal: PortalVisit) async throws -> PlanChange {
    try portal.check("subscription_update")
    let subscription = try await portal.subscription()
    let item = item(of: subscription)
    let current = item.object("price")?.text("id") ?? ""
    let (price, allowed) = (portal.visit.entered("price") ?? current, allowed(portal))
    let asked = portal.flow?.object("subscription_update_confirm")?.array("items").first?.object
    let isOffered =
      price == current || allowed.contains("price") && prices(portal).contains(price)
      || asked?.text("price") == price
    guard isOffered else { throw SandboxError(403, "This plan is not offered.") }
    let known = item["quantity"]?.integer ?? 1
    let quantity = portal.visit.entered("quantity").flatMap { Int($0) } ?? known
    guard quantity == known || allowed.contains("quantity") || asked?["quantity"] != nil else {
      throw SandboxError(403, "The quantity cannot be changed here.")
    }
    var date = portal.visit.entered("date").flatMap { Int($0) }
    if date == nil { date = try await now(subscription, portal) }
    return PlanChange(
      subscription: subscription, item: item, price: price, quantity: quantity,
      proration: proration(portal), date: date ?? 0)
  }

  /// The time by which a subscription lives, in Unix seconds.
  private static func now(_ subscription: JSONObject, _ portal: PortalVisit) async throws -> Int {
    guard let clock = subscription.text("test_clock") else {
      return try await portal.visit.sandbox.now()
    }
    return try await portal.account.send("GET", "/v1/test_helpers/test_clocks/\(clock)")
      .amount("frozen_time")
  }

  private static func rules(_ portal: PortalVisit) -> JSONObject? {
    portal.features.object("subscription_update")
  }

  private static func proration(_ portal: PortalVisit) -> String {
    rules(portal)?.text("proration_behavior") ?? "none"
  }

  private static func allowed(_ portal: PortalVisit) -> [String] {
    rules(portal)?.array("default_allowed_updates").compactMap(\.string) ?? []
  }

  private static func prices(_ portal: PortalVisit) -> [String] {
    (rules(portal)?.array("products") ?? []).compactMap(\.object)
      .flatMap { $0.array("prices").compactMap(\.string) }
  }

  private static func item(of subscription: JSONObject) -> JSONObject {
    subscription.object("items")?.array("data").first?.object ?? [:]
  }
}
