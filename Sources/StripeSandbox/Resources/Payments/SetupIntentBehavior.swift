import JSON

/// Setup intents: saving a payment method for later without a charge.
struct SetupIntentBehavior: ResourceBehavior {
  let typeName = "setup_intent"
  let names = ObjectNames(spoken: "setupintent")
  let eventRules = EventRules(
    statuses: [
      "succeeded": ["succeeded"], "canceled": ["canceled"], "requires_action": ["requires_action"],
    ], further: Self.furtherEvents)

  private static func furtherEvents(of change: Change) -> [String] {
    let before = change.before.map(SetupIntent.init)?.lastSetupError
    guard let error = change.after.map(SetupIntent.init)?.lastSetupError, error != before else {
      return []
    }
    return ["setup_intent.setup_failed"]
  }

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    var intent = try workspace.setups.make(parameters)
    try workspace.setups.choose(parameters, for: &intent)
    guard parameters.isTrue("confirm") else {
      for name in ["mandate_data", "return_url"] where parameters.has(name) {
        throw SandboxError(
          "The parameter `\(name)` cannot be passed when creating a SetupIntent unless `confirm`"
            + " is set to true.", code: "setup_intent_invalid_parameter", param: name)
      }
      return intent.json
    }
    try workspace.save(intent)
    return try workspace.setups.confirm(intent, with: parameters, isNew: true).json
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    var intent = SetupIntent(object)
    try workspace.setups.describe(&intent, parameters)
    try workspace.setups.choose(parameters, for: &intent)
    return intent.json
  }

  var actions: [String: Action] {
    [
      "cancel": { object, parameters, workspace throws(SandboxError) in
        try workspace.setups.cancel(
          SetupIntent(object ?? [:]), reason: parameters.text("cancellation_reason")
        ).json
      },
      "confirm": { object, parameters, workspace throws(SandboxError) in
        try workspace.setups.confirm(SetupIntent(object ?? [:]), with: parameters).json
      },
      "verify_microdeposits": { _, _, _ throws(SandboxError) in
        throw SandboxError("The sandbox does not support microdeposits yet.")
      },
    ]
  }
}
