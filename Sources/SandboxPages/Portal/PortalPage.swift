import JSON
import StripeSandbox

/// The customer portal.
enum PortalPage {
  static func show(_ visit: PageVisit) async throws -> Page {
    let portal = try await PortalVisit(visit)
    if let step = portal.firstStep, !visit.query.has("home") {
      return .redirect(portal.address(step))
    }
    return .show(try await PortalView(portal))
  }

  /// Shows a step.
  static func step(_ visit: PageVisit) async throws -> Page {
    let portal = try await PortalVisit(visit)
    switch visit.ids[1] {
    case "payment_method": return try PortalCard.show(portal)
    case "cancel": return try await PortalCancel.show(portal)
    case "plan": return try await PortalPlan.show(portal)
    case "confirm": return try await PortalPlan.showFlow(portal)
    case "details": return try await PortalDetails.show(portal)
    case _: return .message(404, "Nothing here", "The portal has no such page.")
    }
  }

  /// Does a step.
  static func act(_ visit: PageVisit) async throws -> Page {
    let portal = try await PortalVisit(visit)
    switch visit.ids[1] {
    case "payment_method": return try await PortalCard.update(portal)
    case "cancel": return try await PortalCancel.cancel(portal)
    case "resume": return try await PortalCancel.resume(portal)
    case "plan": return try await PortalPlan.preview(portal)
    case "confirm": return try await PortalPlan.update(portal)
    case "details": return try await PortalDetails.update(portal)
    case _: return .message(404, "Nothing here", "The portal has no such page.")
    }
  }
}

/// The first page of the portal.
struct PortalView: PageView {
  let title = "Your account"
  let problem: String? = nil
  let subscriptions: [PortalSubscription]
  let resumeAction: String
  let card: String
  let cardLink: String?
  let contact: [String]
  let contactLink: String?
  let hasHistory: Bool
  let invoices: [Invoice]
  let returnURL: String?

  struct Invoice: Sendable {
    let number: String
    let invoiceLink: String
    let date: String
    let total: String
    let invoiceState: String
  }

  static let template = """
    {{<customer}}{{$body}}
    <h2>Subscriptions</h2>
    {{^subscriptions}}<p>There are none.</p>{{/subscriptions}}
    <ul class="plain">
    {{#subscriptions}}
    <li><div class="between"><strong>{{plan}}</strong><span>{{price}}</span></div>
    <p class="note">{{fate}}</p>
    <div class="inline">
    {{#planLink}}<a href="{{planLink}}">Change the plan</a>{{/planLink}}
    {{#cancelLink}}<a href="{{cancelLink}}">Cancel the subscription</a>{{/cancelLink}}
    {{#canResume}}<form method="post" action="{{resumeAction}}">
    <input type="hidden" name="subscription" value="{{subscriptionID}}">
    <button>Don’t cancel</button></form>{{/canResume}}
    </div></li>
    {{/subscriptions}}
    </ul>
    <h2>Payment method</h2>
    <p>{{card}}</p>
    {{#cardLink}}<p><a href="{{cardLink}}">Update the payment method</a></p>{{/cardLink}}
    <h2>Billing information</h2>
    {{#contact}}<div>{{.}}</div>
    {{/contact}}
    {{#contactLink}}<p><a href="{{contactLink}}">Update the information</a></p>{{/contactLink}}
    {{#hasHistory}}
    <h2>Invoices</h2>
    {{^invoices}}<p>There are none.</p>{{/invoices}}
    <ul class="plain">
    {{#invoices}}
    <li class="between"><a href="{{invoiceLink}}">{{number}}</a><span>{{date}}</span>
    <span>{{total}}</span><span class="state">{{invoiceState}}</span></li>
    {{/invoices}}
    </ul>
    {{/hasHistory}}
    {{#returnURL}}<a class="button second" href="{{returnURL}}">Return</a>{{/returnURL}}
    {{/body}}{{/customer}}
    """

  init(_ portal: PortalVisit) async throws {
    let account = portal.account
    subscriptions = try await PortalSubscription.all(portal)
    resumeAction = portal.address("resume")
    let customer = try await portal.customer()
    let method = customer.object("invoice_settings")?.object("default_payment_method")
    card =
      (method?.object("card")).map {
        "\($0.text("brand") ?? "card") •••• \($0.text("last4") ?? "")"
      }
      ?? "No payment method is saved."
    cardLink = portal.allows("payment_method_update") ? portal.address("payment_method") : nil
    let address = customer.object("address")
    contact =
      [
        customer.text("name"), customer.text("email"), customer.text("phone"),
        address?.text("line1"), address?.text("city"), address?.text("country"),
      ].compactMap(\.self)
    contactLink = portal.allows("customer_update") ? portal.address("details") : nil
    hasHistory = portal.allows("invoice_history")
    let history =
      hasHistory
      ? try await account.send(
        "GET", "/v1/invoices", ["customer": .string(portal.customerID), "limit": 24]) : [:]
    invoices = history.array("data").compactMap(\.object)
      .filter { $0.text("status") != "draft" }.map(Invoice.init)
    returnURL = portal.session.text("return_url")
  }
}

extension PortalView.Invoice {
  fileprivate init(_ invoice: JSONObject) {
    let id = invoice.text("id") ?? ""
    number = invoice.text("number") ?? id
    invoiceLink = "/i/\(id)"
    date = Readable.day(invoice.amount("created"))
    total = Readable.money(invoice.amount("total"), invoice.text("currency"))
    invoiceState = Readable.word(invoice.text("status") ?? "")
  }
}

/// A subscription as the portal shows it.
struct PortalSubscription: Sendable {
  let subscriptionID: String
  let plan: String
  let price: String
  let fate: String
  let planLink: String?
  let cancelLink: String?
  let canResume: Bool

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
    fate =
      ends.map { "\(status), ends on \(Readable.day($0))" }
      ?? "\(status), renews on \(Readable.day(period))"
    let isPlain = ends == nil && items.count == 1
    planLink =
      isPlain && portal.allows("subscription_update")
      ? portal.address("plan?subscription=\(id)") : nil
    let mayCancel = portal.allows("subscription_cancel")
    cancelLink = ends == nil && mayCancel ? portal.address("cancel?subscription=\(id)") : nil
    canResume = mayCancel && subscription.isTrue("cancel_at_period_end")
  }

  private static func price(_ item: JSONObject) -> String {
    let price = item.object("price") ?? [:]
    let quantity = item["quantity"]?.integer ?? 1
    let amount = Readable.money(price.amount("unit_amount"), price.text("currency"))
    let times = quantity > 1 ? "\(quantity) × " : ""
    return "\(times)\(amount) \(Readable.interval(price) ?? "")"
  }
}
