import JSON

/// Has the invoices of subscriptions paid that are not to wait for an hour: the first one, and
/// those of changes.
struct SubscriptionPayment {
  let workspace: Workspace
  let behavior: PaymentBehavior

  /// Finalizes an invoice and tries to have it paid.
  ///
  /// - Returns: whether nothing is left to be paid.
  /// - Throws: the refusal of the payment where the request asks for an error then; nothing of the
  ///   request is kept.
  func collect(_ draft: Invoice, for subscription: Subscription) throws(SandboxError) -> Bool {
    if behavior == .draftOnly { return true }
    let isAutomatic = draft.collectionMethod == .chargeAutomatically
    let due = draft.amountDue
    guard isAutomatic || due == 0 else { return true }
    if due > 0, behavior == .errorIfIncomplete, try !hasMethod(subscription) { throw .noMethod }
    let open = try workspace.invoices.finalizing.finalize(draft)
    guard due > 0 else { return true }
    guard behavior != .defaultIncomplete, try hasMethod(subscription) else { return false }
    return try pay(open)
  }

  /// Returns true if there is something that the subscription's invoices can be paid by.
  func hasMethod(_ subscription: Subscription) throws(SandboxError) -> Bool {
    if subscription.defaultPaymentMethod != nil || subscription.json.has("default_source") {
      return true
    }
    let customer = try workspace.get(Customer.self, subscription.customer)
    return customer.invoiceSettings.defaultPaymentMethod != nil || customer.defaultSource != nil
  }

  private func pay(_ invoice: Invoice) throws(SandboxError) -> Bool {
    do {
      return try workspace.invoices.paying.pay(invoice, Parameters([:])).status == .paid
    } catch {
      guard error.kind == .cardError, behavior != .errorIfIncomplete else {
        var final =
          error.code == "invoice_payment_intent_requires_action" ? Self.requiresAction : error
        final.keepsChanges = false
        throw final
      }
      return false
    }
  }
}

extension SubscriptionPayment {
  /// Source: a recorded answer.
  private static let requiresAction = SandboxError.card(
    "Payment for this subscription requires additional user action, but the requested payment"
      + " behavior doesn't save the invoice or PaymentIntent. Retry the request with"
      + " `payment_behavior=allow_incomplete` or `payment_behavior=default_incomplete`, then"
      + " complete the PaymentIntent on the subscription's latest invoice. Additional information"
      + " is available here: https://stripe.com/docs/billing/subscriptions/overview"
      + "#requires-action",
    code: "subscription_payment_intent_requires_action")
}

/// What is done with a payment that fails. Source: the SDK's words on `payment_behavior`.
enum PaymentBehavior: String, Sendable {
  case allowIncomplete = "allow_incomplete"
  case defaultIncomplete = "default_incomplete"
  /// Not Stripe's: the invoice is only looked at, and stays a draft.
  case draftOnly = "draft_only"
  case errorIfIncomplete = "error_if_incomplete"
  case pendingIfIncomplete = "pending_if_incomplete"

  init(_ parameters: Parameters) {
    self = parameters.text("payment_behavior").flatMap(Self.init) ?? .allowIncomplete
  }
}
