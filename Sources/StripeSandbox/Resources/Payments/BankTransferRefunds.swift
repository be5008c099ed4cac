import JSON

/// Money of bank transfers that goes back: the customer is asked by e-mail for a bank account.
///
/// Source: Stripe's guide to refunds of bank transfers.
struct BankTransferRefunds {
  let workspace: Workspace

  /// How long the customer has to answer, in seconds.
  private static let patience = 45 * 86_400

  /// Gives back what a customer sent and what paid for nothing yet.
  func make(_ given: Parameters) throws(SandboxError) -> Refund {
    guard let id = given.text("customer") else { throw .missingParameter("customer") }
    guard let amount = given.integer("amount") else { throw .missingParameter("amount") }
    if amount < 1 { throw .invalidInteger("amount", least: 1) }
    guard let code = given.text("currency") else { throw .missingParameter("currency") }
    let currency = try Currency.supported(code, param: "currency").code
    let customer = try workspace.get(Customer.self, id, param: "customer")
    guard try CashBalance(of: id, in: workspace).available(in: currency) >= amount else {
      throw SandboxError("The customer's cash balance is too low.", param: "amount")
    }
    var refund = try workspace.refunds.blank(amount, currency, of: customer.id)
    let type = BankTransferKind.usual(in: currency).rawValue
    refund.destinationDetails = [type: [:], "type": .string(type)]
    try askForAccount(&refund, given.text("instructions_email"))
    try workspace.bankTransfers.move(-amount, currency, of: id, "return_initiated")
    return refund
  }

  /// Has a refund wait for the customer to say where the money is to go.
  ///
  /// - Parameter email: the address to ask at, unless it is the customer's.
  func askForAccount(_ refund: inout Refund, _ email: String?) throws(SandboxError) {
    let customer = try workspace.get(Customer.self, refund.customer ?? "", param: "customer")
    guard let address = email ?? customer.email else {
      throw SandboxError(
        "A refund of a bank transfer requires an e-mail address to request the customer's bank"
          + " account: set `email` of the customer, or `instructions_email`.",
        param: "instructions_email")
    }
    refund.instructionsEmail = address
    refund.status = .requiresAction
    refund.nextAction = [
      "display_details": [
        "email_sent": [
          "email_sent_at": .integer(workspace.wall), "email_sent_to": .string(address),
        ],
        "expires_at": .integer(workspace.wall + Self.patience),
      ],
      "type": "display_details",
    ]
  }

  /// Gives up a refund whose customer did not answer: the money waits in the cash balance.
  func cancel(_ object: Refund) throws(SandboxError) -> Refund {
    var refund = object
    refund.status = .canceled
    refund.nextAction = nil
    try workspace.save(refund)
    let isOfPayment = refund.charge != nil
    try workspace.bankTransfers.move(
      refund.amount, refund.currency, of: refund.customer ?? "",
      isOfPayment ? "refunded_from_payment" : "return_canceled",
      isOfPayment ? ["refund": .string(refund.id)] : nil)
    return refund
  }
}
