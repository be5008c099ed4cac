import JSON

/// Setup intents: saving a payment method for later without a charge.
struct SetupIntentBehavior: ResourceBehavior {
  let typeName = "setup_intent"
  var displayName: String? { "setupintent" }
  var statusEvents: [String: [String]] {
    [
      "succeeded": ["succeeded"], "canceled": ["canceled"], "requires_action": ["requires_action"],
    ]
  }

  private static let instructions: Set<String> = [
    "allowed_payment_method_types", "automatic_payment_methods", "confirm", "payment_method",
    "payment_method_data", "return_url", "single_use",
  ]

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let parameters = parameters.all
    var intent = try workspace.build(typeName, from: plain(parameters))
    let allowed = parameters.array("allowed_payment_method_types")
    intent["client_secret"] = .string(
      "\(intent.text("id") ?? "")_secret_\(workspace.randomText(25))")
    intent["automatic_payment_methods"] =
      allowed.isEmpty ? ["allow_redirects": "always", "enabled": true] : .null
    intent["payment_method_types"] = allowed.isEmpty ? ["card", "link"] : .array(allowed)
    intent["status"] = "requires_payment_method"
    intent["usage"] = parameters["usage"] ?? "off_session"
    try choose(parameters, for: &intent, in: workspace)
    guard parameters.isTrue("confirm") else { return intent }
    try workspace.save(intent)
    return try confirm(intent, Parameters(parameters), workspace)
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let parameters = parameters.all
    var intent = try workspace.merge(plain(parameters), into: object, of: typeName)
    try choose(parameters, for: &intent, in: workspace)
    return intent
  }

  var actions: [String: Action] {
    ["cancel": cancel, "confirm": confirm]
  }

  private func plain(_ parameters: JSONObject) -> JSONObject {
    JSONObject(parameters.members.filter { !Self.instructions.contains($0.key) })
  }

  private func choose(
    _ parameters: JSONObject, for intent: inout JSONObject, in workspace: Workspace
  ) throws(SandboxError) {
    if let id = parameters.text("payment_method") {
      intent["payment_method"] = try workspace.paymentMethod(id, param: "payment_method")["id"]
    } else if let data = parameters.object("payment_method_data") {
      let method = try workspace.newPaymentMethod(data, param: "payment_method_data")
      try workspace.save(method)
      intent["payment_method"] = method["id"]
    } else {
      return
    }
    intent["status"] = "requires_confirmation"
  }

  private func cancel(
    _ object: JSONObject?, _ parameters: Parameters, _ workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let parameters = parameters.all
    var intent = object ?? [:]
    try check(intent, "cancel", "canceled")
    intent["cancellation_reason"] = parameters["cancellation_reason"] ?? .null
    intent["next_action"] = .null
    intent["status"] = "canceled"
    try workspace.save(intent)
    return intent
  }

  private func check(_ intent: JSONObject, _ verb: String, _ done: String) throws(SandboxError) {
    let allowed = ["requires_payment_method", "requires_confirmation", "requires_action"]
    let status = intent.text("status") ?? ""
    if allowed.contains(status) { return }
    throw SandboxError(
      400, .invalidRequest,
      "You cannot \(verb) this SetupIntent because it has a status of \(status). Only a"
        + " SetupIntent with one of the following statuses may be \(done):"
        + " \(allowed.joined(separator: ", ")).", code: "setup_intent_unexpected_state",
      details: ["setup_intent": .object(intent)])
  }

  /// Confirming one that waits for its customer stands for the customer's consent, as it does for
  /// payment intents.
  private func confirm(
    _ object: JSONObject?, _ parameters: Parameters, _ workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let parameters = parameters.all
    var intent = object ?? [:]
    try check(intent, "confirm", "confirmed")
    let hasAuthenticated = intent.text("status") == "requires_action"
    try choose(parameters, for: &intent, in: workspace)
    guard let id = intent.text("payment_method") else {
      throw SandboxError(
        "You cannot confirm this SetupIntent because it's missing a payment method.",
        code: "setup_intent_unexpected_state")
    }
    let method = try workspace.paymentMethod(id, param: "payment_method")
    let behavior = workspace.behavior(of: method)
    if let decline = behavior.declineOnAttach {
      try refuse(&intent, method, decline, in: workspace)
    }
    if behavior.needsAuthentication, !hasAuthenticated {
      intent["next_action"] = ["type": "use_stripe_sdk", "use_stripe_sdk": [:]]
      intent["status"] = "requires_action"
    } else {
      if let customer = intent.text("customer") {
        _ = try workspace.attach(paymentMethod: id, to: customer)
      }
      intent["last_setup_error"] = .null
      intent["next_action"] = .null
      intent["status"] = "succeeded"
    }
    try workspace.save(intent)
    return intent
  }

  private func refuse(
    _ intent: inout JSONObject, _ method: JSONObject, _ decline: Decline,
    in workspace: Workspace
  ) throws(SandboxError) {
    var failure: JSONObject = ["code": .string(decline.code)]
    if let declineCode = decline.declineCode { failure["decline_code"] = .string(declineCode) }
    failure["message"] = .string(decline.message)
    failure["payment_method"] = .object(method)
    failure["type"] = "card_error"
    intent["last_setup_error"] = .object(failure)
    intent["payment_method"] = .null
    intent["status"] = "requires_payment_method"
    try workspace.save(intent)
    throw decline.error(
      details: ["payment_method": .object(method), "setup_intent": .object(intent)],
      keepsChanges: true)
  }
}
