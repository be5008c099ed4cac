import JSON

/// Makes a checkout session.
struct CheckoutSessionCreation {
  let parameters: Parameters
  let workspace: Workspace

  /// Parameters that are read one by one.
  private static let own: Set<String> = [
    "allowed_payment_method_types", "automatic_tax", "currency", "customer", "customer_creation",
    "customer_email", "customer_update", "discounts", "expires_at", "invoice_creation",
    "line_items", "mode", "payment_intent_data", "setup_intent_data", "shipping_options",
    "subscription_data", "ui_mode",
  ]

  func make() throws(SandboxError) -> CheckoutSession {
    try check()
    var session = try blank()
    session.mode = try mode()
    session.uiMode = parameters.text("ui_mode") ?? "hosted_page"
    try putAddress(into: &session)
    try putCustomer(into: &session)
    session.expiresAt = try expiry()
    session.json = try workspace.merge(
      parameters, into: session.json, of: CheckoutSession.typeName, but: Self.own)
    try putAutomaticTax(into: &session)
    try CheckoutContents(parameters: parameters, workspace: workspace).put(into: &session)
    return session
  }

  private func check() throws(SandboxError) {
    try parameters.checkURLs("success_url", "cancel_url", "return_url")
    try parameters.checkEmail("customer_email")
    if parameters.values.object("managed_payments")?.isTrue("enabled") == true {
      throw SandboxError(
        "The sandbox does not manage payments for sellers.", param: "managed_payments[enabled]")
    }
    if parameters.has("saved_payment_method_options") {
      throw SandboxError(
        "The sandbox does not offer saved payment methods on its page.",
        param: "saved_payment_method_options")
    }
    if parameters.values.object("permissions")?.isEmpty == false {
      throw SandboxError(
        "The sandbox does not let servers change what customers see.", param: "permissions")
    }
  }

  private func putAutomaticTax(into session: inout CheckoutSession) throws(SandboxError) {
    guard parameters.putAutomaticTax(into: &session.json) == true else { return }
    guard session.mode != .setup else {
      throw SandboxError(
        "You can not pass `automatic_tax` in `setup` mode.", param: "automatic_tax")
    }
    AutomaticTaxService.note(false, on: &session.json)
    try CheckoutTax(workspace: workspace).check(session)
  }

  private func mode() throws(SandboxError) -> CheckoutMode {
    guard let mode = parameters.text("mode").flatMap(CheckoutMode.init(rawValue:)) else {
      throw .missingParameter("mode")
    }
    return mode
  }

  private func blank() throws(SandboxError) -> CheckoutSession {
    var session = try workspace.make(CheckoutSession.self)
    session.json["id"] = .string("cs_test_\(workspace.randomText(58))")
    for member in Self.defaults.members { session.json[member.key] = member.value }
    // Stripe leaves these out unless they are set.
    for name in [
      "excluded_payment_method_types", "managed_payments", "name_collection",
      "presentment_details", "redirect_on_completion", "return_url", "tax_id_collection",
    ] {
      session.json[name] = nil
    }
    return session
  }

  /// Source: recorded answers.
  private static let defaults: JSONObject = [
    "adaptive_pricing": ["enabled": false],
    "automatic_tax": ["enabled": false, "liability": nil, "provider": nil, "status": nil],
    "branding_settings": [
      "background_color": "#ffffff", "border_style": "rounded", "button_color": "#0074d4",
      "display_name": .string(Singletons.accountName), "font_family": "default", "icon": nil,
      "logo": nil,
    ],
    "collected_information": [
      "business_name": nil, "individual_name": nil, "shipping_details": nil,
    ],
    "custom_text": [
      "after_submit": nil, "shipping_address": nil, "submit": nil,
      "terms_of_service_acceptance": nil,
    ],
    "payment_method_configuration_details": ["id": "pmc_1PinstripeSandbox", "parent": nil],
    "payment_method_options": ["card": ["request_three_d_secure": "automatic"]],
    "payment_method_types": ["card", "link"], "payment_status": "unpaid",
    "phone_number_collection": ["enabled": false], "shipping_options": [], "status": "open",
  ]

  /// A hosted session has a page of its own, another is shown by the seller's.
  private func putAddress(into session: inout CheckoutSession) throws(SandboxError) {
    let id = session.id
    guard session.uiMode == "hosted_page" else {
      session.clientSecret = "\(id)_secret_\(workspace.randomText(40))"
      if !parameters.has("return_url"), session.uiMode == "embedded_page",
        parameters.values.text("redirect_on_completion") != "never"
      {
        throw .missingParameter("return_url")
      }
      return
    }
    guard parameters.has("success_url") else { throw .missingParameter("success_url") }
    session.url = PagePath.checkout(id, fragment: workspace.randomText(32))
  }

  private func putCustomer(into session: inout CheckoutSession) throws(SandboxError) {
    if let update = parameters["customer_update"]?.object {
      guard parameters.has("customer") else {
        throw SandboxError(
          "`customer_update` can only be used with `customer`.", param: "customer_update")
      }
      session.customerUpdate = update
    }
    session.customerEmail = parameters.text("customer_email")
    var email = session.customerEmail
    if let id = parameters.text("customer") {
      guard email == nil else {
        throw SandboxError(
          "You may only specify one of these parameters: customer, customer_email.",
          param: "customer")
      }
      email = try workspace.get(Customer.self, id, param: "customer").email
      session.customer = id
    } else if session.mode != .setup {
      session.customerCreation =
        parameters.text("customer_creation")
        ?? (session.mode == .subscription ? "always" : "if_required")
    }
    guard session.customer != nil || email != nil else { return }
    session.customerDetails = [
      "address": nil, "business_name": nil, "email": email.map(JSONValue.string) ?? nil,
      "individual_name": nil, "name": nil, "phone": nil,
      "tax_exempt": session.mode == .setup ? nil : "none", "tax_ids": nil,
    ]
  }

  private func expiry() throws(SandboxError) -> Int {
    guard let expiry = parameters["expires_at"]?.integer else { return workspace.wall + 86_400 }
    guard expiry - workspace.wall >= 1800 else {
      throw SandboxError(
        "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
        param: "expires_at")
    }
    guard expiry - workspace.wall <= 86_400 else {
      throw SandboxError(
        "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
        param: "expires_at")
    }
    return expiry
  }
}
