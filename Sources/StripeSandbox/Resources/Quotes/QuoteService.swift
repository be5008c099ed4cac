import JSON

/// Making quotes, changing drafts, and their states before they are accepted.
struct QuoteService {
  let workspace: Workspace

  /// Parameters that are read here. Those that no one reads are refused by name.
  private static let own: Set<String> = [
    "application_fee_amount", "application_fee_percent", "automatic_tax", "customer",
    "default_tax_rates", "discounts", "from_quote", "line_items", "on_behalf_of",
    "subscription_data", "test_clock", "transfer_data",
  ]

  /// Source: the SDK's words on `QuoteCreateParams.expires_at`: "30 days" by default.
  private static let lifetime = 30 * 86_400

  private static let untaxed: JSONValue = [
    "enabled": false, "liability": nil, "provider": nil, "status": nil,
  ]

  func create(_ parameters: Parameters) throws(SandboxError) -> Quote {
    var quote = try workspace.make(Quote.self)
    quote.collectionMethod = .chargeAutomatically
    quote.discounts = []
    quote.defaultTaxRates = []
    quote.expiresAt = workspace.now + Self.lifetime
    quote.status = .draft
    quote.currency = nil
    quote.json["automatic_tax"] = Self.untaxed
    quote.invoiceSettings = [
      "custom_fields": nil, "days_until_due": nil, "description": nil, "footer": nil,
      "issuer": ["type": "self"],
    ]
    quote.subscriptionData = [
      "billing_mode": ["flexible": ["proration_discounts": "included"], "type": "flexible"],
      "description": nil, "effective_date": nil, "metadata": [:], "trial_period_days": nil,
    ]
    return try applied(parameters, to: quote)
  }

  func update(_ quote: Quote, _ parameters: Parameters) throws(SandboxError) -> Quote {
    guard quote.status == .draft else {
      throw SandboxError("Only draft quotes can be updated; this one is \(quote.status.rawValue).")
    }
    return try applied(parameters, to: quote)
  }

  private func applied(_ parameters: Parameters, to quote: Quote) throws(SandboxError) -> Quote {
    var changed = try Quote(
      workspace.merge(parameters, into: quote.json, of: "quote", but: Self.own))
    if parameters.putAutomaticTax(into: &changed.json) == false {
      changed.json["automatic_tax"] = Self.untaxed
    }
    try putCustomer(parameters, into: &changed)
    try putSubscriptionData(parameters, into: &changed)
    if let rates = parameters["default_tax_rates"] {
      changed.defaultTaxRates = try workspace.taxes.rates(rates, param: "default_tax_rates")
        .map(\.id)
    }
    let lines = QuoteLines(workspace: workspace)
    if parameters.isGiven("line_items") {
      try lines.replace(by: parameters.array("line_items"), of: &changed)
    }
    if parameters.isGiven("discounts") {
      changed.discounts = try workspace.discounts.redeem(
        parameters.array("discounts"),
        for: DiscountOwner(
          field: nil, id: changed.id, customer: changed.customer, currency: changed.currency))
    }
    try lines.compute(&changed, formerRates: quote.defaultTaxRates)
    try checkCollection(changed)
    try workspace.save(changed)
    return changed
  }

  private func putCustomer(_ parameters: Parameters, into quote: inout Quote) throws(SandboxError) {
    guard let id = parameters.text("customer") else { return }
    quote.customer = try workspace.get(Customer.self, id, param: "customer").id
  }

  /// A subscription that begins later would need time to pass.
  private func putSubscriptionData(_ parameters: Parameters, into quote: inout Quote)
    throws(SandboxError)
  {
    guard let given = parameters.object("subscription_data") else { return }
    guard !given.has("effective_date") else {
      throw SandboxError(
        "The sandbox does not support quotes whose subscription begins later yet.",
        param: given.name("effective_date"))
    }
    given.markRead(["billing_mode", "description", "metadata", "trial_period_days"])
    let merged = try workspace.merge(
      ["subscription_data": .object(given.values)], into: quote.json, of: "quote")
    quote.json = merged
  }

  private func checkCollection(_ quote: Quote) throws(SandboxError) {
    guard quote.collectionMethod == .sendInvoice,
      quote.invoiceSettings["days_until_due"]?.integer == nil
    else { return }
    throw SandboxError(
      "If invoice collection method is 'send_invoice', you must specify"
        + " 'invoice_settings[days_until_due]'.", param: "invoice_settings[days_until_due]")
  }

  // MARK: - States

  func finalize(_ draft: Quote, _ parameters: Parameters) throws(SandboxError) -> Quote {
    guard draft.status == .draft else {
      throw SandboxError(
        "Only draft quotes can be finalized; this one is \(draft.status.rawValue).")
    }
    guard let id = draft.customer else {
      throw SandboxError("A customer is required to finalize the quote.", param: "customer")
    }
    guard try !QuoteLines(workspace: workspace).all(of: draft).isEmpty else {
      throw SandboxError("Line items are required to finalize the quote.", param: "line_items")
    }
    var quote = draft
    if quote.hasAutomaticTax {
      try workspace.automaticTaxes.check(customer: id)
      try QuoteLines(workspace: workspace).compute(&quote, formerRates: quote.defaultTaxRates)
    }
    if let end = parameters.integer("expires_at") {
      guard end > workspace.now else {
        throw SandboxError("expires_at must be a time in the future.", param: "expires_at")
      }
      quote.expiresAt = end
    }
    let customer = try workspace.get(Customer.self, id, param: "customer")
    let sequence = try workspace.next(of: "quotes of \(id)")
    quote.number = "QT-\(customer.invoicePrefix)-\(InvoiceFinalizing.padded(sequence, to: 4))-1"
    quote.status = .open
    quote.statusTransitions.finalizedAt = workspace.now
    try workspace.save(quote)
    return quote
  }

  func cancel(_ given: Quote) throws(SandboxError) -> Quote {
    guard [.draft, .open].contains(given.status) else {
      throw SandboxError(
        "Only draft and open quotes can be canceled; this one is \(given.status.rawValue).")
    }
    var quote = given
    quote.status = .canceled
    quote.statusTransitions.canceledAt = workspace.now
    try workspace.save(quote)
    return quote
  }
}
