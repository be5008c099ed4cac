import JSON

/// Completes checkout sessions, as customers do on their page.
struct CheckoutCompletion {
  let workspace: Workspace
  let entries: CheckoutEntries

  /// - Parameter given: `payment_method`, and `expected_amount` in minor units.
  func confirm(_ id: String, _ given: JSONObject) throws(SandboxError) {
    var session = try workspace.get(CheckoutSession.self, id)
    try Self.checkIsOpen(session, in: workspace)
    try checkPrices(of: session)
    try workspace.testClocks.follow(customer: session.customer)
    entries.put(into: &session)
    let method = try method(given, of: session)
    try tax(&session, method)
    try check(session, given)
    try identify(&session, by: method)
    switch session.mode {
    case .payment: try CheckoutPayment(workspace: workspace, entries: entries).pay(&session, method)
    case .setup: try setUp(session, method)
    case .subscription:
      try CheckoutSubscription(workspace: workspace, entries: entries).begin(&session, method)
    }
    try redeemDiscount(of: session)
    session.status = .complete
    session.url = nil
    try workspace.save(session)
    try PaymentLinkSessions(workspace: workspace).count(session)
  }

  /// - Throws: 400 where the customer is to set a price first.
  private func checkPrices(of session: CheckoutSession) throws(SandboxError) {
    for item in try workspace.children(LineItem.self, of: session.id)
    where item.price.customUnitAmount != nil && item.amountSubtotal == 0 {
      throw SandboxError(
        "Enter an amount for \(item.description ?? "this item").", param: "amount")
    }
  }

  /// - Throws: 400 where the session can no longer be completed.
  static func checkIsOpen(_ session: CheckoutSession, in workspace: Workspace)
    throws(SandboxError)
  {
    guard session.status == .open, session.expiresAt > workspace.wall else {
      let word = session.status == .complete ? "already been completed" : "expired"
      throw SandboxError("This Checkout Session has \(word).", param: "session")
    }
  }

  private func check(_ session: CheckoutSession, _ given: JSONObject) throws(SandboxError) {
    guard let expected = given.text("expected_amount") else { return }
    guard expected == String(session.amountTotal ?? 0) else {
      throw SandboxError(
        "The expected amount \(expected) is not the session's total of"
          + " \(session.amountTotal ?? 0).", param: "expected_amount")
    }
  }

  /// Works the taxes out by where the customer is, of whom all is known by now.
  private func tax(_ session: inout CheckoutSession, _ method: PaymentMethod?)
    throws(SandboxError)
  {
    guard session.hasAutomaticTax else { return }
    try CheckoutTax(workspace: workspace).locate(
      &session, address: entered(method, session).object("address"), shipping: entries.shipping)
    guard try CheckoutTax(workspace: workspace).buyer(of: session) != nil else {
      throw AutomaticTaxService.unlocated()
    }
  }

  /// Nil where nothing is to be paid, now or later.
  private func method(_ given: JSONObject, of session: CheckoutSession) throws(SandboxError)
    -> PaymentMethod?
  {
    guard let id = given.text("payment_method") else {
      let isFree = session.paymentStatus == "no_payment_required" && session.mode != .setup
      if isFree, session.paymentMethodCollection == "if_required" { return nil }
      throw .missingParameter("payment_method")
    }
    let method = try workspace.paymentMethods.named(id, param: "payment_method")
    guard session.paymentMethodTypes.contains(method.type) else {
      throw SandboxError(
        "The payment method type `\(method.type)` is not one of this session's:"
          + " \(session.paymentMethodTypes.joined(separator: ", ")).", param: "payment_method")
    }
    return method
  }

  private func setUp(_ session: CheckoutSession, _ method: PaymentMethod?) throws(SandboxError) {
    var intent = try workspace.get(SetupIntent.self, session.setupIntent ?? "")
    intent.customer = session.customer
    try workspace.save(intent)
    let parameters = Parameters(["payment_method": .string(method?.id ?? "")])
    intent = try workspace.setups.confirm(intent, with: parameters)
    guard intent.status == .requiresAction else { return }
    // The customer is on the page, and authenticates there.
    switch entries.authentication {
    case nil: throw .unauthenticated
    case .complete?: _ = try workspace.setups.confirm(intent, with: Parameters([:]))
    case .fail?: _ = try workspace.setups.failAuthentication(of: intent)
    }
  }

  /// A subscription redeems its discount itself.
  private func redeemDiscount(of session: CheckoutSession) throws(SandboxError) {
    guard session.mode == .payment, session.invoice == nil else { return }
    let given = session.json.array("discounts").compactMap(\.object)
    _ = try workspace.discounts.redeem(
      given.map { Parameters(JSONObject($0.members.filter { !$0.value.isNull })) },
      for: DiscountOwner(
        field: "checkout_session", id: session.id, customer: session.customer,
        currency: session.currency, amount: session.amountSubtotal))
  }

  // MARK: - The customer

  /// Puts who pays into the session: its customer as they entered themselves, or a new one.
  private func identify(_ session: inout CheckoutSession, by method: PaymentMethod?)
    throws(SandboxError)
  {
    let entered = entered(method, session)
    if let id = session.customer {
      try update(id, entered, session.customerUpdate)
    } else if needsCustomer(session) {
      var fields = JSONObject(entered.members.filter { !$0.value.isNull })
      if let shipping = entries.shipping { fields["shipping"] = .object(shipping) }
      let customer = try CustomerBehavior().create(Parameters(fields), in: workspace)
      try workspace.save(customer)
      session.customer = customer.text("id")
    }
    var details = session.customerDetails ?? [:]
    for name in ["address", "business_name", "email", "individual_name", "name", "phone"] {
      details[name] = entered[name] ?? details[name] ?? .null
    }
    details["tax_exempt"] = details.has("tax_exempt") ? details["tax_exempt"] : "none"
    details["tax_ids"] = .array(entries.taxID.map { [.object($0)] } ?? [])
    for member in entries.names.members { details[member.key] = member.value }
    session.customerDetails = details
    if let taxID = entries.taxID, let customer = session.customer {
      try workspace.taxIDs.add(Parameters(taxID), to: customer)
    }
  }

  private func needsCustomer(_ session: CheckoutSession) -> Bool {
    session.mode == .subscription || session.customerCreation == "always"
      || session.data.has("setup_future_usage") || session.makesInvoice
  }

  /// What the customer said of themselves, as the payment method's billing details have it.
  private func entered(_ method: PaymentMethod?, _ session: CheckoutSession) -> JSONObject {
    var entered: JSONObject = [:]
    for name in ["email", "name", "phone"] {
      if let value = method?.billingDetails[name], !value.isNull { entered[name] = value }
    }
    for member in entries.details.members { entered[member.key] = member.value }
    if let email = session.customerEmail { entered["email"] = .string(email) }
    let address = method?.billingDetails.object("address") ?? [:]
    if !entered.has("address"), address.members.contains(where: { !$0.value.isNull }) {
      entered["address"] = .object(address)
    }
    return entered
  }

  private func update(_ id: String, _ entered: JSONObject, _ rules: JSONObject)
    throws(SandboxError)
  {
    var customer = try workspace.get(Customer.self, id)
    for name in ["address", "name"] where rules.text(name) == "auto" {
      if let value = entered[name] { customer.json[name] = value }
    }
    if rules.text("shipping") == "auto", let shipping = entries.shipping {
      customer.json["shipping"] = .object(shipping)
    }
    try workspace.save(customer)
  }
}
