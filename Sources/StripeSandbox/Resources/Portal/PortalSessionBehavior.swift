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
    session.flow = try PortalFlow(workspace: workspace, customer: customer, configuration)
      .make(parameters.object("flow_data"), in: session)
    session.locale = parameters.text("locale")
    session.returnURL = parameters.text("return_url") ?? configuration.defaultReturnURL
    session.url = PagePath.portal(session.id)
    return session.json
  }

  private func configuration(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> PortalConfiguration
  {
    if let id = parameters.text("configuration") {
      let known = try workspace.get(PortalConfiguration.self, id, param: "configuration")
      guard known.json.isTrue("active") else {
        throw SandboxError("The configuration \(id) is inactive.", param: "configuration")
      }
      return known
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
}
