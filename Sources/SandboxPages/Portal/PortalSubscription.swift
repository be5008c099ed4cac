import JSON
import StripeSandbox

/// A subscription as the portal shows it.
struct PortalSubscription: Sendable {
  let subscriptionID: String
  let plan: String
  let price: String
  let fate: String
  let planLink: String?
  let cancelLink: String?
  let canResume: Bool
  let pauseLink: String?
  let isPaused: Bool

  /// The subscriptions of the customer.
  static func all(_ portal: PortalVisit) async throws -> [PortalSubscription] {
    let listed = try await portal.account.send(
      "GET", "/v1/subscriptions", ["customer": .string(portal.customerID), "limit": 100])
    var all: [PortalSubscription] = []
    for subscription in listed.array("data").compactMap(\.object) {
      var names: [String] = []
      for item in subscription.object("items")?.array("data").compactMap(\.object) ?? [] {
        let id = item.object("price")?.text("product") ?? ""
        let product = try await portal.account.send("GET", "/v1/products/\(id)")
        names.append(product.text("name") ?? id)
      }
      all.append(PortalSubscription(subscription, named: names, portal))
    }
    return all
  }

  private init(_ subscription: JSONObject, named names: [String], _ portal: PortalVisit) {
    let id = subscription.text("id") ?? ""
    subscriptionID = id
    let items = subscription.object("items")?.array("data").compactMap(\.object) ?? []
    let first = items.first
    plan = names.joined(separator: ", ")
    price = items.map(Self.price).joined(separator: ", ")
    let ends = subscription["cancel_at"]?.integer
    let status = Readable.word(subscription.text("status") ?? "")
    let period = first?.amount("current_period_end") ?? 0
    let mayPause = portal.allows("subscription_pause")
    isPaused = mayPause && subscription.text("status") == "paused"
    let renewal =
      subscription.text("status") == "paused" ? "" : ", renews on \(Readable.day(period))"
    fate = ends.map { "\(status), ends on \(Readable.day($0))" } ?? "\(status)\(renewal)"
    let isPlain = ends == nil && items.count == 1
    planLink =
      isPlain && portal.allows("subscription_update")
      ? portal.address("plan?subscription=\(id)") : nil
    let mayCancel = portal.allows("subscription_cancel")
    cancelLink = ends == nil && mayCancel ? portal.address("cancel?subscription=\(id)") : nil
    canResume = mayCancel && subscription.isTrue("cancel_at_period_end")
    let canPause =
      mayPause && ends == nil && !subscription.has("schedule")
      && ["active", "trialing"].contains(subscription.text("status"))
    pauseLink = canPause ? portal.address("pause?subscription=\(id)") : nil
  }

  private static func price(_ item: JSONObject) -> String {
    let price = item.object("price") ?? [:]
    let quantity = item["quantity"]?.integer ?? 1
    let amount = Readable.money(price.amount("unit_amount"), price.text("currency"))
    let times = quantity > 1 ? "\(quantity) × " : ""
    return "\(times)\(amount) \(Readable.interval(price) ?? "")"
  }
}
