import JSON
import StripeSandbox

/// A pause of a subscription, and its end.
enum PortalPause {
  static func show(_ portal: PortalVisit, problem: String? = nil) async throws -> Page {
    try portal.check("subscription_pause")
    let subscription = try await portal.subscription()
    return .show(
      PortalFormView(
        title: "Pause the subscription", problem: problem,
        sentence: "Nothing is billed until you resume it. What is left of the period is credited.",
        action: portal.address("pause"),
        hidden: [
          HiddenField(fieldName: "subscription", fieldValue: subscription.text("id") ?? "")
        ], submit: "Pause the subscription", back: portal.address() + "?home=1"),
      status: problem == nil ? 200 : 400)
  }

  static func pause(_ portal: PortalVisit) async throws -> Page {
    try portal.check("subscription_pause")
    let id = try await portal.subscription().text("id") ?? ""
    do {
      try await portal.account.send(
        "POST", "/v1/subscriptions/\(id)/pause", ["type": "subscription"])
    } catch let error as SandboxError {
      return try await show(portal, problem: error.message)
    }
    return portal.after()
  }

  static func resume(_ portal: PortalVisit) async throws -> Page {
    try portal.check("subscription_pause")
    let id = try await portal.subscription().text("id") ?? ""
    try await portal.account.send("POST", "/v1/subscriptions/\(id)/resume")
    return .redirect(portal.address() + "?home=1")
  }
}
