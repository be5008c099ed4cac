import JSON
import StripeSandbox

/// The page at which customers ask for their portal by their e-mail address.
enum PortalLogin {
  static func show(_ visit: PageVisit) async throws -> Page {
    let account = try await visit.account(having: "billing_portal.configuration", visit.id)
    let configuration = try await account.send(
      "GET", "/v1/billing_portal/configurations/\(Readable.escaped(visit.id))")
    guard configuration.object("login_page")?.isTrue("enabled") == true else {
      return .message(404, "Nothing here", "This page is closed.")
    }
    return .show(view(visit))
  }

  private static func view(_ visit: PageVisit, problem: String? = nil) -> PortalFormView {
    PortalFormView(
      title: "Your account", problem: problem,
      sentence: "Stripe sends a link by e-mail; the sandbox opens the account at once.",
      action: "/p/login/\(visit.id)",
      inputs: [
        .init(
          input: "email", label: "E-mail", kind: "email", value: visit.entered("email") ?? "")
      ], submit: "Continue", back: nil)
  }

  static func enter(_ visit: PageVisit) async throws -> Page {
    let account = try await visit.account(having: "billing_portal.configuration", visit.id)
    let email = visit.entered("email") ?? ""
    guard let session = try await account.login(email, at: visit.id) else {
      return .show(view(visit, problem: "There is no customer of this address."), status: 404)
    }
    return .redirect("/p/session/\(session.text("id") ?? "")")
  }
}
