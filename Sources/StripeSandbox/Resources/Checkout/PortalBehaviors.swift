import JSON

/// Sessions of the customer portal: an address where a customer sees to their own affairs.
struct PortalSessionBehavior: ResourceBehavior {
  let typeName = "billing_portal.session"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let customer = parameters.text("customer") else { throw .missingParameter("customer") }
    _ = try workspace.get(Customer.self, customer, param: "customer")
    try parameters.checkURLs("return_url")
    let configuration = try configuration(parameters, in: workspace)
    var session = try workspace.make(PortalSession.self)
    session.json["after_expiration"] = nil
    session.customer = customer
    session.configuration = configuration.id
    session.flow = try flow(parameters.object("flow_data"), session, in: workspace)
    session.locale = parameters.text("locale")
    session.returnURL = parameters.text("return_url") ?? configuration.defaultReturnURL
    session.url = workspace.environment.pages.address(
      "/p/session/\(session.id)",
      otherwise: "https://billing.stripe.com/p/session/test_\(workspace.randomText(40))")
    return session.json
  }

  private func configuration(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> PortalConfiguration
  {
    if let id = parameters.text("configuration") {
      return try workspace.get(PortalConfiguration.self, id, param: "configuration")
    }
    let all = try workspace.all(PortalConfiguration.typeName).map(PortalConfiguration.init)
    if let known = all.first(where: \.isDefault) { return known }
    var made = try PortalConfigurationBehavior.blank(in: workspace)
    made.isDefault = true
    made.json["features"] = Self.defaultFeatures(made.json.object("features") ?? [:])
    try workspace.save(made)
    return made
  }

  /// Returns the features that an account's portal has until somebody chooses others.
  ///
  /// Source: the settings of the portal in Stripe's Dashboard.
  private static func defaultFeatures(_ none: JSONObject) -> JSONValue {
    var features = none
    for name in [
      "customer_update", "invoice_history", "payment_method_update", "subscription_cancel",
    ] {
      var feature = features.object(name) ?? [:]
      feature["enabled"] = true
      features[name] = .object(feature)
    }
    var update = features.object("customer_update") ?? [:]
    update["allowed_updates"] = ["email", "address", "phone", "name"]
    features["customer_update"] = .object(update)
    return .object(features)
  }

  private func flow(
    _ given: Parameters?, _ session: PortalSession, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject? {
    guard let given else { return nil }
    var flow = try workspace.merge(
      ["flow": .object(given.values)], into: session.json, of: typeName
    ).object("flow")
    for name in given.values.keys { _ = given[name] }
    if !given.has("after_completion") {
      flow?["after_completion"] = [
        "hosted_confirmation": nil, "redirect": nil, "type": "portal_homepage",
      ]
    }
    return flow
  }
}

/// Configurations of the customer portal.
struct PortalConfigurationBehavior: ResourceBehavior {
  let typeName = "billing_portal.configuration"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    if !parameters.has("features") { throw .missingParameter("features") }
    let blank = try Self.blank(in: workspace)
    return try changed(blank, by: parameters, in: workspace).json
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    var configuration = PortalConfiguration(object)
    configuration.updated = workspace.now
    return try changed(configuration, by: parameters, in: workspace).json
  }

  private func changed(
    _ configuration: PortalConfiguration, by parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> PortalConfiguration {
    try parameters.checkURLs("default_return_url")
    try parameters.object("business_profile")?
      .checkURLs("privacy_policy_url", "terms_of_service_url")
    var changed = try PortalConfiguration(
      workspace.merge(parameters, into: configuration.json, of: typeName))
    let isOpen = changed.loginPage.isTrue("enabled")
    if isOpen, !changed.loginPage.has("url") {
      changed.loginPage["url"] = .string(
        "https://billing.stripe.com/p/login/test_\(workspace.randomText(24))")
    }
    return changed
  }

  static func blank(in workspace: Workspace) throws(SandboxError) -> PortalConfiguration {
    var made = try workspace.make(PortalConfiguration.self)
    let fields: JSONObject = [
      "active": true,
      "features": [
        "customer_update": ["allowed_updates": [], "enabled": false],
        "invoice_history": ["enabled": false],
        "payment_method_update": ["enabled": false, "payment_method_configuration": nil],
        "subscription_cancel": [
          "cancellation_reason": [
            "enabled": false, "feedback_options": nil,
            "options": [
              "too_expensive", "missing_features", "switched_service", "unused", "other",
            ],
          ],
          "enabled": false, "mode": "at_period_end", "proration_behavior": "none",
        ],
        "subscription_pause": [
          "duration": ["interval_options": [], "type": "indefinite"], "enabled": false,
        ],
        "subscription_update": [
          "billing_cycle_anchor": nil, "default_allowed_updates": [], "enabled": false,
          "proration_behavior": "none", "schedule_at_period_end": ["conditions": []],
          "trial_update_behavior": "end_trial",
        ],
      ],
      "is_default": false, "login_page": ["enabled": false, "url": nil],
    ]
    for member in fields.members { made.json[member.key] = member.value }
    return made
  }
}
