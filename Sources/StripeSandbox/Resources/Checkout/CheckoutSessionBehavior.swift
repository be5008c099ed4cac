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

  /// How long what was not bought can be taken up again, in seconds. Source: Stripe's
  /// documentation of abandoned carts.
  private static let recovery = 30 * 86_400

  private static func offerRecovery(of session: inout CheckoutSession, in workspace: Workspace) {
    guard var after = session.json.object("after_expiration"),
      var recovery = after.object("recovery"), recovery.isTrue("enabled")
    else { return }
    recovery["expires_at"] = .integer(workspace.now + Self.recovery)
    recovery["url"] = .string(PagePath.recovery(of: session.id))
    after["recovery"] = .object(recovery)
    session.json["after_expiration"] = .object(after)
  }

  private static func expire(_ open: CheckoutSession, in workspace: Workspace)
    throws(SandboxError) -> CheckoutSession
  {
    var session = open
    session.status = .expired
    session.url = nil
    offerRecovery(of: &session, in: workspace)
    try workspace.save(session)
    return session
  }

  func duties(of object: JSONObject) -> [DueDuty] {
    let session = CheckoutSession(object)
    guard session.status == .open else { return [] }
    return [DueDuty(name: "expire", at: session.expiresAt)]
  }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {
    _ = try Self.expire(CheckoutSession(object), in: workspace)
  }

  var actions: [String: Action] {
    [
      "expire": { object, _, workspace throws(SandboxError) in
        let session = CheckoutSession(object ?? [:])
        guard session.status == .open else {
          throw SandboxError(
            "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout"
              + " Session has a status of `\(session.status.rawValue)`.")
        }
        return try Self.expire(session, in: workspace).json
      }
    ]
  }
}
