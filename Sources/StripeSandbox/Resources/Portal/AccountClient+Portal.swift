import JSON

/// What the pages of the customer portal have to know that no operation of the API tells.
extension AccountClient {
  /// A session of the customer portal, which its customer uses now; nil once it has expired.
  ///
  /// - Throws: 404 where there is none of this id.
  package func visit(portalSession id: String) async throws -> JSONObject? {
    try await perform { workspace throws(SandboxError) in
      var session = try workspace.get(PortalSession.self, id)
      guard session.isUsable(at: workspace.wall) else { return nil }
      session.lastUse = workspace.wall
      try workspace.saveQuietly(session.json)
      return session.json
    }
  }

  /// The invoice that a change of a subscription makes, or that comes next after it.
  ///
  /// - Parameter change: parameters of the update, `discounts` among them, which previews of the
  ///   API apply to an invoice only.
  /// - Throws: `SandboxError` where the change is refused.
  package func preview(_ change: JSONObject, of subscription: String) async throws -> JSONObject {
    try await perform { workspace throws(SandboxError) in
      let known = try workspace.get(Subscription.self, subscription)
      try workspace.testClocks.follow(customer: known.customer)
      return try workspace.invoices.previews.preview(
        Parameters([
          "subscription": .string(subscription), "subscription_details": .object(change),
        ])
      ).json
    }
  }

  /// Begins a session of the customer portal for who enters an e-mail address at its login page.
  ///
  /// - Returns: The session; nil where the account has no such customer.
  /// - Throws: 404 where the configuration has no login page.
  package func login(_ email: String, at configuration: String) async throws -> JSONObject? {
    try await perform { workspace throws(SandboxError) in
      let configuration = try workspace.get(PortalConfiguration.self, configuration)
      guard configuration.loginPage.isTrue("enabled") else {
        throw .missing("portal configuration with a login page", configuration.id)
      }
      let customers = try workspace.list(Customer.self, where: "email", equals: email, limit: 1)
      guard let customer = customers.first else { return nil }
      let session = try PortalSessionBehavior().create(
        Parameters([
          "customer": .string(customer.id), "configuration": .string(configuration.id),
        ]), in: workspace)
      try workspace.save(session)
      return session
    }
  }
}

extension ObjectView<PortalSessionFields> {
  /// How long a session can be begun, and how long after its last use it goes on, in seconds.
  ///
  /// Source: Stripe's documentation of the customer portal.
  private static let beginning = 300
  private static let goingOn = 3_600

  /// Unix seconds; nil where the customer has not come yet.
  var lastUse: Int? {
    get { json[".last_use"]?.integer }
    set { json[".last_use"] = newValue.map { .integer($0) } }
  }

  func isUsable(at now: Int) -> Bool {
    guard let lastUse else { return now <= json.amount("created") + Self.beginning }
    return now <= lastUse + Self.goingOn
  }
}
