import JSON
import StripeSandbox

/// The customer portal.
enum PortalPage {
  private static let expired = Page.message(
    410, "This page has expired",
    "Go back to where you came from, and open your account from there again.")

  static func show(_ visit: PageVisit) async throws -> Page {
    guard let portal = try await PortalVisit(visit) else { return expired }
    if let step = portal.firstStep, !visit.query.has("home") {
      return .redirect(portal.address(step))
    }
    return .show(try await PortalView(portal))
  }

  /// Shows a step.
  static func step(_ visit: PageVisit) async throws -> Page {
    guard let portal = try await PortalVisit(visit) else { return expired }
    switch visit.ids[1] {
    case "payment_method": return try PortalCard.show(portal)
    case "cancel": return try await PortalCancel.show(portal)
    case "plan": return try await PortalPlan.show(portal)
    case "confirm": return try await PortalPlan.showFlow(portal)
    case "details": return try await PortalDetails.show(portal)
    case "pause": return try await PortalPause.show(portal)
    case "tax_ids": return try await PortalTaxIDs.show(portal)
    case _: return .message(404, "Nothing here", "The portal has no such page.")
    }
  }

  /// Does a step.
  static func act(_ visit: PageVisit) async throws -> Page {
    guard let portal = try await PortalVisit(visit) else { return expired }
    switch visit.ids[1] {
    case "payment_method": return try await PortalCard.update(portal)
    case "cancel": return try await PortalCancel.cancel(portal)
    case "resume": return try await PortalCancel.resume(portal)
    case "stay": return try await PortalCancel.stay(portal)
    case "pause": return try await PortalPause.pause(portal)
    case "unpause": return try await PortalPause.resume(portal)
    case "tax_ids": return try await PortalTaxIDs.add(portal)
    case "remove_tax_id": return try await PortalTaxIDs.remove(portal)
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
  let headline: String?
  let subscriptions: [PortalSubscription]
  let resumeAction: String
  let unpauseAction: String
  let card: String
  let cardLink: String?
  let contact: [String]
  let contactLink: String?
  let taxLink: String?
  let terms: String?
  let privacy: String?
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
    {{#headline}}<p>{{headline}}</p>{{/headline}}
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
    {{#pauseLink}}<a href="{{pauseLink}}">Pause the subscription</a>{{/pauseLink}}
    {{#isPaused}}<form method="post" action="{{unpauseAction}}">
    <input type="hidden" name="subscription" value="{{subscriptionID}}">
    <button>Resume the subscription</button></form>{{/isPaused}}
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
    {{#taxLink}}<p><a href="{{taxLink}}">Update the tax ids</a></p>{{/taxLink}}
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
    <p class="inline">{{#terms}}<a href="{{terms}}">Terms of service</a>{{/terms}}
    {{#privacy}}<a href="{{privacy}}">Privacy policy</a>{{/privacy}}</p>
    {{/body}}{{/customer}}
    """

  init(_ portal: PortalVisit) async throws {
    let account = portal.account
    headline = portal.business.text("headline")
    terms = portal.business.text("terms_of_service_url")
    privacy = portal.business.text("privacy_policy_url")
    subscriptions = try await PortalSubscription.all(portal)
    resumeAction = portal.address("resume")
    unpauseAction = portal.address("unpause")
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
    contactLink = PortalDetails.mayChange(portal) ? portal.address("details") : nil
    taxLink = PortalTaxIDs.mayChange(portal) ? portal.address("tax_ids") : nil
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
