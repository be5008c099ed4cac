import JSON

/// Account links: an address at which a connected account could be completed, for a few minutes.
struct AccountLinkBehavior: ResourceBehavior {
  let typeName = "account_link"

  /// The lifetime of a link, in seconds. Source: Stripe's documentation of account links.
  private static let lifetime = 300

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let account = parameters.text("account") else { throw .missingParameter("account") }
    // Where a person would be sent afterwards, and what would be asked: the sandbox sends no one.
    parameters.markRead(["type", "refresh_url", "return_url", "collect", "collection_options"])
    return [
      "object": "account_link", "created": .integer(workspace.now),
      "expires_at": .integer(workspace.now + Self.lifetime),
      "url": .string(
        "https://connect.stripe.com/setup/s/\(account)/\(workspace.randomText(12))"),
    ]
  }
}
