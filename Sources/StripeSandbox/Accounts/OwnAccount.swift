import JSON
import StripeCatalog

/// The account that a request acts for, as an object.
enum OwnAccount {
  /// The types under which a platform has the accounts connected to it.
  static let types = ["account", "v2.core.account"]

  /// The account as `GET /v1/account` answers it.
  static func get(in workspace: Workspace) throws(SandboxError) -> JSONObject {
    if workspace.acting.isConnected { return try connected(in: workspace) }
    if let kept = try workspace.find("account", workspace.account) { return kept }
    var object = try blank(in: workspace)
    try AccountPayouts(settings: workspace.payouts.settings()).put(into: &object, in: workspace)
    return object
  }

  private static func blank(in workspace: Workspace) throws(SandboxError) -> JSONObject {
    var object = try workspace.resource("account").blank
    object["id"] = .string(workspace.account)
    for member in known.members where object[member.key] != nil {
      object[member.key] = member.value
    }
    let type = try workspace.resource("account").type
    var profile = BlankObject.record("business_profile", of: type)
    profile["name"] = .string(Singletons.accountName)
    profile["url"] = "https://example.com"
    object["business_profile"] = .object(profile)
    return object
  }

  private static let known: JSONObject = [
    "country": "US", "default_currency": "usd", "email": "owner@example.com",
    "charges_enabled": true, "payouts_enabled": true, "details_submitted": true,
    "type": "standard", "business_type": "company", "created": 1_704_067_200,
  ]

  /// A connected account is an object of its platform.
  private static func connected(in workspace: Workspace) throws(SandboxError) -> JSONObject {
    let objects = workspace.store.objects(of: workspace.acting.platform)
    let kept = try workspace.storing {
      try objects.body("account", workspace.account, .complete)
        .flatMap { try JSONValue(parsing: $0).object }
    }
    if let kept { return kept }
    var object = try workspace.resource("account").blank
    object["id"] = .string(workspace.account)
    return object
  }

  /// Refuses to change a connected account by a request of its own: the platform has its object.
  static func checkChange(in workspace: Workspace) throws(SandboxError) {
    guard workspace.acting.isConnected else { return }
    throw SandboxError(
      "The sandbox does not support changing an account with its own Stripe-Account header; leave"
        + " the header out.")
  }
}
