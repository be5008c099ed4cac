import JSON
import StripeSandbox

/// A visit of a customer to their portal: the session, and what it allows.
struct PortalVisit: Sendable {
  let visit: PageVisit
  let account: AccountClient
  let session: JSONObject
  let features: JSONObject
  /// What the seller says of themselves.
  let business: JSONObject

  /// Nil where the session has expired.
  init?(_ visit: PageVisit) async throws {
    self.visit = visit
    account = try await visit.account(having: "billing_portal.session", visit.id)
    guard let session = try await account.visit(portalSession: visit.id) else { return nil }
    self.session = session
    let configuration = try await account.send(
      "GET", "/v1/billing_portal/configurations/\(session.text("configuration") ?? "")",
      ["expand": ["features.subscription_update.products"]])
    features = configuration.object("features") ?? [:]
    business = configuration.object("business_profile") ?? [:]
  }

  var customerID: String { session.text("customer") ?? "" }

  /// The address of the portal or of a step in it.
  func address(_ step: String? = nil) -> String {
    "/p/session/\(visit.id)" + (step.map { "/\($0)" } ?? "")
  }

  func allows(_ feature: String) -> Bool { features.object(feature)?.isTrue("enabled") == true }

  /// - Throws: 403 where the configuration does not allow it.
  func check(_ feature: String) throws(SandboxError) {
    guard allows(feature) else {
      throw SandboxError(403, "The configuration of this portal does not allow this.")
    }
  }

  func customer() async throws -> JSONObject {
    try await account.send(
      "GET", "/v1/customers/\(customerID)",
      ["expand": ["invoice_settings.default_payment_method"]])
  }

  /// A subscription of the customer's own.
  ///
  /// - Throws: 404 where it is somebody else's.
  func subscription() async throws -> JSONObject {
    let id = visit.entered("subscription") ?? visit.query.entered("subscription") ?? ""
    let subscription = try await account.send("GET", "/v1/subscriptions/\(Readable.escaped(id))")
    guard subscription.text("customer") == customerID else {
      throw SandboxError.missing("subscription", id)
    }
    return subscription
  }

  /// The one thing that the session is for; nil where the customer may look around.
  var flow: JSONObject? { session.object("flow") }

  /// The step that the session begins with.
  var firstStep: String? {
    guard let flow, let type = flow.text("type") else { return nil }
    let subscription = flow.object(type)?.text("subscription").map { "?subscription=\($0)" } ?? ""
    return switch type {
    case "payment_method_update": "payment_method"
    case "customer_update": "details"
    case "subscription_cancel": "cancel\(subscription)"
    case "subscription_pause": "pause\(subscription)"
    case "subscription_update": "plan\(subscription)"
    case "subscription_update_confirm": "confirm\(subscription)"
    case _: nil
    }
  }

  /// Where the customer goes once a step is done.
  func after() -> Page {
    let after = flow?.object("after_completion")
    switch after?.text("type") {
    case "redirect":
      return .redirect(after?.object("redirect")?.text("return_url") ?? address())
    case "hosted_confirmation":
      let message = after?.object("hosted_confirmation")?.text("custom_message")
      return .message(200, "Thank you", message ?? "Your change is done.")
    case _: return .redirect(address() + "?home=1")
    }
  }
}
