import JSON

/// What a checkout session is to bring about: what is sold, what comes off and on, and what is
/// kept until somebody completes it.
struct CheckoutContents {
  let parameters: Parameters
  let workspace: Workspace

  func put(into session: inout CheckoutSession) throws(SandboxError) {
    try checkMode(session.mode)
    putTypes(into: &session)
    session.data = try kept(for: session.mode)
    switch session.mode {
    case .payment, .subscription: try putItems(into: &session)
    case .setup: try putSetup(into: &session)
    }
  }

  // MARK: - What goes with which mode

  /// Parameters that only one mode takes.
  private static let modes: [(name: String, modes: Set<CheckoutMode>)] = [
    ("payment_intent_data", [.payment]), ("setup_intent_data", [.setup]),
    ("subscription_data", [.subscription]), ("shipping_options", [.payment]),
    ("discounts", [.payment, .subscription]),
  ]

  private func checkMode(_ mode: CheckoutMode) throws(SandboxError) {
    for entry in Self.modes where parameters.has(entry.name) && !entry.modes.contains(mode) {
      throw SandboxError(
        "You can not pass `\(entry.name)` in `\(mode.rawValue)` mode.", param: entry.name)
    }
    if mode != .payment, parameters.object("invoice_creation")?.isTrue("enabled") == true {
      throw SandboxError(
        "You can only enable invoice creation when `mode` is set to `payment`.",
        param: "invoice_creation")
    }
    if parameters.has("discounts"), parameters.values.isTrue("allow_promotion_codes") {
      throw SandboxError(
        "You may only specify one of these parameters: allow_promotion_codes, discounts.",
        param: "discounts")
    }
  }

  private func putTypes(into session: inout CheckoutSession) {
    let types = parameters["allowed_payment_method_types"]?.array ?? []
    guard !types.isEmpty else { return }
    session.json["allowed_payment_method_types"] = .array(types)
    session.paymentMethodTypes = types.compactMap(\.string)
    session.json["payment_method_configuration_details"] = .null
    guard !session.paymentMethodTypes.contains("card") else { return }
    session.json["payment_method_options"] = [:]
  }

  /// What a subscription is given of `subscription_data`; the rest is refused by name.
  private static let subscriptionData = [
    "billing_mode", "default_tax_rates", "description", "invoice_settings", "metadata",
    "trial_end", "trial_period_days", "trial_settings",
  ]

  /// The data for what comes of the session.
  private func kept(for mode: CheckoutMode) throws(SandboxError) -> JSONObject {
    guard mode == .subscription else {
      let name = mode == .payment ? "payment_intent_data" : "setup_intent_data"
      var data = parameters[name]?.object ?? [:]
      data["payment_method_options"] = parameters["payment_method_options"]
      return data
    }
    guard let given = parameters.object("subscription_data") else { return [:] }
    given.markRead(Self.subscriptionData)
    if given.has("trial_end"), given.has("trial_period_days") {
      throw SandboxError(
        "You may only specify one of these parameters: trial_end, trial_period_days.",
        param: given.name("trial_end"))
    }
    return given.values
  }

  // MARK: - Setup

  private func putSetup(into session: inout CheckoutSession) throws(SandboxError) {
    session.currency = try parameters.text("currency").map { code throws(SandboxError) in
      try Currency.supported(code, param: "currency").code
    }
    session.paymentStatus = "no_payment_required"
    session.paymentMethodCollection = "always"
    var fields = session.data
    fields["usage"] = "off_session"
    fields["allowed_payment_method_types"] = session.json["allowed_payment_method_types"]
    if let customer = session.customer { fields["customer"] = .string(customer) }
    let intent = try SetupIntentBehavior().create(
      Parameters(JSONObject(fields.members.filter { !$0.value.isNull })), in: workspace)
    try workspace.save(intent)
    session.setupIntent = intent.text("id")
  }

  // MARK: - Sales

  private func putItems(into session: inout CheckoutSession) throws(SandboxError) {
    let given = parameters.array("line_items")
    guard !given.isEmpty else { throw .missingParameter("line_items") }
    let items = try workspace.lineItems.add(given, to: session.id, as: "Checkout Session")
    try check(items, session.mode)
    let currency = items.first?.currency ?? "usd"
    if let wanted = parameters.text("currency")?.lowercased(), wanted != currency {
      throw SandboxError(
        "The sandbox does not sell in another currency than the prices'.", param: "currency")
    }
    session.currency = currency
    try OptionalItems(workspace: workspace).check(
      parameters.array("optional_items"), for: session.mode, in: currency)
    try putShipping(into: &session)
    try putDiscounts(into: &session)
    try CheckoutTotals(workspace: workspace).put(items, into: &session)
    if !parameters.has("payment_method_collection") {
      session.paymentMethodCollection = session.mode == .payment ? "if_required" : "always"
    }
    guard session.mode == .payment else { return }
    session.invoiceCreation = try invoiceCreation()
  }

  private func check(_ items: [LineItem], _ mode: CheckoutMode) throws(SandboxError) {
    let recurring = items.firstIndex { $0.price.recurring != nil }
    if mode == .payment, let recurring {
      throw SandboxError(
        "You specified `payment` mode but passed a recurring price. Either switch to"
          + " `subscription` mode or use only one-time prices.", param: "line_items[\(recurring)]")
    }
    if mode == .subscription, recurring == nil {
      throw SandboxError(
        "You must provide at least one recurring price in `subscription` mode when using prices.")
    }
  }

  /// The ways to ship; the first one is chosen until the customer chooses.
  private func putShipping(into session: inout CheckoutSession) throws(SandboxError) {
    let given = parameters.array("shipping_options")
    guard !given.isEmpty else { return }
    let shipping = ShippingService(workspace: workspace)
    var costs: [InvoiceShippingCost] = []
    for option in given {
      costs.append(try shipping.cost(option, in: session.currency ?? "usd"))
    }
    session.json["shipping_options"] = .array(
      costs.map { cost in
        [
          "shipping_amount": .integer(cost.amountSubtotal),
          "shipping_rate": cost.json["shipping_rate"] ?? nil,
        ]
      })
    session.shippingCost = costs.first
  }

  private func putDiscounts(into session: inout CheckoutSession) throws(SandboxError) {
    let given = parameters.array("discounts")
    guard !given.isEmpty else { return }
    guard given.count == 1 else {
      throw SandboxError("You can only apply one discount to a session.", param: "discounts")
    }
    for discount in given { discount.markRead(["coupon", "promotion_code"]) }
    session.json["discounts"] = .array(
      given.map { discount in
        [
          "coupon": discount.values["coupon"] ?? nil,
          "promotion_code": discount.values["promotion_code"] ?? nil,
        ]
      })
  }

  private func invoiceCreation() throws(SandboxError) -> JSONObject {
    let none: JSONObject = [
      "enabled": false,
      "invoice_data": [
        "account_tax_ids": nil, "custom_fields": nil, "description": nil, "footer": nil,
        "issuer": nil, "metadata": [:], "rendering_options": nil,
      ],
    ]
    let merged = try workspace.merge(
      parameters, into: ["invoice_creation": .object(none)], of: CheckoutSession.typeName,
      but: Set(parameters.values.keys).subtracting(["invoice_creation"]))
    return merged.object("invoice_creation") ?? none
  }
}
