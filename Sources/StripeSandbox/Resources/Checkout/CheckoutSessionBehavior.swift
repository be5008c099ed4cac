import JSON

/// Checkout sessions: what is sold, to whom, and until when.
struct CheckoutSessionBehavior: ResourceBehavior {
  let typeName = "checkout.session"
  let names = ObjectNames(spoken: "checkout.session")
  let eventRules = EventRules(statuses: ["complete": ["completed"], "expired": ["expired"]])

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try CheckoutSessionCreation(parameters: parameters, workspace: workspace).make().json
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let others = Set(parameters.values.keys).subtracting(["metadata"])
    return try workspace.merge(parameters, into: object, of: typeName, but: others)
  }

  var actions: [String: Action] {
    [
      "expire": { object, _, workspace throws(SandboxError) in
        var session = CheckoutSession(object ?? [:])
        guard session.status == .open else {
          throw SandboxError(
            "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout"
              + " Session has a status of `\(session.status.rawValue)`.")
        }
        session.status = .expired
        session.url = nil
        try workspace.save(session)
        return session.json
      }
    ]
  }
}
