import JSON

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
    if let features = parameters.object("features") { try PortalFeatures.check(features) }
    var changed = try PortalConfiguration(
      workspace.merge(parameters, into: configuration.json, of: typeName))
    putQuantities(parameters, into: &changed)
    let isOpen = changed.loginPage.isTrue("enabled")
    if isOpen, !changed.loginPage.has("url") {
      changed.loginPage["url"] = .string(PagePath.login(changed.id))
    }
    return changed
  }

  /// Products of which nothing is said of their quantities may be had in any.
  private func putQuantities(_ parameters: Parameters, into changed: inout PortalConfiguration) {
    let given =
      parameters.values.object("features")?.object("subscription_update")?
      .array("products").compactMap(\.object) ?? []
    guard !given.isEmpty, var features = changed.json.object("features"),
      var update = features.object("subscription_update")
    else { return }
    let products = update.array("products")
    update["products"] = .array(
      zip(given, products).map { given, product in
        guard !given.has("adjustable_quantity"), var product = product.object else {
          return product
        }
        product["adjustable_quantity"] = ["enabled": true, "maximum": nil, "minimum": 0]
        return .object(product)
      })
    features["subscription_update"] = .object(update)
    changed.json["features"] = .object(features)
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
