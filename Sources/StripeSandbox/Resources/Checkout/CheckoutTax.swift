import JSON

/// The automatic taxes of a checkout session: who is taxed, and where.
struct CheckoutTax {
  let workspace: Workspace

  /// Nil where taxes are not automatic, or it is not known yet where the customer is.
  ///
  /// Source: Stripe's guide to automatic taxes of checkout: a new customer is where they enter, one
  /// that exists is where they were saved, unless `customer_update` saves what they enter.
  func buyer(of session: CheckoutSession) throws(SandboxError) -> TaxBuyer? {
    guard session.hasAutomaticTax else { return nil }
    let customer = try workspace.find(Customer.self, session.customer ?? "")
    var shipping = customer?.json.object("shipping")
    var address = customer?.json.object("address")
    let entered = session.enteredPlaces
    if takes("shipping", of: session), let place = entered.object("shipping") { shipping = place }
    if takes("address", of: session), let place = entered.object("address") { address = place }
    guard let place = AutomaticTaxService.location(address: address, shipping: shipping)
    else { return nil }
    return try TaxBuyers(workspace: workspace).buyer(
      at: place, exempt: customer?.taxExempt, customer: customer?.id)
  }

  private func takes(_ name: String, of session: CheckoutSession) -> Bool {
    session.customer == nil || session.customerUpdate.text(name) == "auto"
  }

  /// Refuses a session that could never know where its customer is.
  ///
  /// Source: Stripe's answer.
  func check(_ session: CheckoutSession) throws(SandboxError) {
    guard session.hasAutomaticTax, session.customer != nil else { return }
    let known = try buyer(of: session) != nil
    guard !known, !takes("address", of: session), !takes("shipping", of: session) else { return }
    throw SandboxError(
      "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid"
        + " address to the Customer or set either `customer_update[address]` to 'auto' or"
        + " `customer_update[shipping]` to 'auto' to save the address entered in Checkout to the"
        + " Customer.", code: AutomaticTaxService.unlocated().code)
  }

  /// Notes what a customer entered, and works the sums out by it.
  ///
  /// - Parameters:
  ///   - address: where bills go; nil where nothing was entered.
  ///   - shipping: the name and address that things are sent to; nil where nothing was entered.
  func locate(_ session: inout CheckoutSession, address: JSONObject?, shipping: JSONObject?)
    throws(SandboxError)
  {
    guard session.hasAutomaticTax else { return }
    var places = session.enteredPlaces
    if let address, address.has("country") { places["address"] = .object(address) }
    if let shipping { places["shipping"] = .object(shipping) }
    guard places != session.enteredPlaces else { return }
    session.enteredPlaces = places
    let items = try workspace.children(LineItem.self, of: session.id)
    try CheckoutTotals(workspace: workspace).put(items, into: &session)
  }
}

extension ObjectView<CheckoutSessionFields> {
  /// Whether its taxes are worked out by where the customer is.
  var hasAutomaticTax: Bool { json.object("automatic_tax")?.isTrue("enabled") ?? false }

  /// The `address` and the `shipping` that the customer entered so far.
  var enteredPlaces: JSONObject {
    get { json.object(".places") ?? [:] }
    set { json[".places"] = newValue.isEmpty ? nil : .object(newValue) }
  }
}
