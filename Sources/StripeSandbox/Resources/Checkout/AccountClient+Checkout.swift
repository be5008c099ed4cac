import JSON

/// What customers do on the pages of checkout sessions and payment links.
extension AccountClient {
  /// Begins a session of a payment link.
  ///
  /// - Parameter given: `client_reference_id` and `prefilled_email` of the link's address.
  /// - Returns: The id of the session.
  /// - Throws: `SandboxError` where the link is no longer active.
  package func visit(paymentLink id: String, _ given: JSONObject) async throws -> String {
    try await perform { workspace throws(SandboxError) in
      try PaymentLinkSessions(workspace: workspace).begin(id, given).id
    }
  }

  /// Takes up again what was to be bought by a session that expired.
  ///
  /// - Returns: The id of the new session.
  /// - Throws: `SandboxError` where the session cannot be taken up.
  package func recover(_ session: String) async throws -> String {
    try await perform { workspace throws(SandboxError) in
      try CheckoutRecovery(workspace: workspace).begin(session).id
    }
  }

  /// Changes an open session as its customer chooses.
  ///
  /// - Throws: `SandboxError` where the session does not allow that.
  package func choose(_ choices: CheckoutChoices, in session: String) async throws {
    _ = try await perform { workspace throws(SandboxError) in
      try CheckoutRevision(workspace: workspace).apply(choices, to: session).id
    }
  }

  /// Completes a session.
  ///
  /// - Throws: `SandboxError` where the payment is declined, or the customer is to authenticate.
  package func complete(_ session: String, _ entries: CheckoutEntries) async throws {
    try await perform { workspace throws(SandboxError) in
      let given = JSONObject(
        entries.paymentMethod.map { [JSONMember("payment_method", .string($0))] } ?? [])
      try CheckoutCompletion(workspace: workspace, entries: entries).confirm(session, given)
    }
  }

  /// Has the authentication of a payment fail that waits for it.
  ///
  /// - Throws: `SandboxError` with the words for the customer.
  package func failAuthentication(ofPayment intent: String) async throws {
    try await perform { workspace throws(SandboxError) in
      let intent = try workspace.get(PaymentIntent.self, intent)
      _ = try workspace.confirming.failAuthentication(of: intent)
    }
  }

  /// Has the authentication of a payment method fail that waits for it.
  ///
  /// - Throws: `SandboxError` with the words for the customer.
  package func failAuthentication(ofSetup intent: String) async throws {
    try await perform { workspace throws(SandboxError) in
      let intent = try workspace.get(SetupIntent.self, intent)
      _ = try workspace.setups.failAuthentication(of: intent)
    }
  }
}
