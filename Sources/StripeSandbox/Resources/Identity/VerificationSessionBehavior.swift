import JSON

/// Sessions in which people prove who they are. Nobody goes through one here.
struct VerificationSessionBehavior: ResourceBehavior {
  let typeName = "identity.verification_session"
  let eventRules = EventRules(further: Self.furtherEvents)

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try parameters.checkURLs("return_url")
    var session = try workspace.build(typeName, from: parameters, but: ["return_url"])
    let id = session.text("id") ?? ""
    session["client_secret"] = .string("\(id)_secret_test_\(workspace.randomText(40))")
    let usual = parameters.has("verification_flow") ? "verification_flow" : "document"
    let type = parameters.text("type") ?? usual
    session["options"] = options(parameters, of: type)
    session["status"] = "requires_input"
    session["type"] = .string(type)
    // The page leads there once it is done.
    session[".return_url"] = parameters["return_url"]
    session["url"] = .string("https://verify.stripe.com/start/test_\(workspace.randomText(40))")
    return session
  }

  private func options(_ parameters: Parameters, of type: String) -> JSONValue {
    if let given = parameters["options"]?.object { return .object(given) }
    return type == "document" ? ["document": [:]] : .null
  }

  private static func furtherEvents(of change: Change) -> [String] {
    let (old, new) = (change.before?.object("redaction"), change.after?.object("redaction"))
    guard new?.text("status") == "redacted", old?.text("status") != "redacted" else { return [] }
    return ["identity.verification_session.redacted"]
  }

  var actions: [String: Action] {
    [
      "cancel": { object, _, workspace throws(SandboxError) in
        let session = object ?? [:]
        guard session.text("status") == "requires_input" else {
          throw SandboxError(
            "You cannot cancel this VerificationSession because it has a status of"
              + " \(session.text("status") ?? "").")
        }
        let canceled = Self.canceled(session)
        try workspace.save(canceled)
        return canceled
      },
      "redact": { object, _, workspace throws(SandboxError) in
        try redact(object ?? [:], in: workspace)
      },
    ]
  }

  private static func canceled(_ session: JSONObject) -> JSONObject {
    var session = session
    session["client_secret"] = .null
    session["status"] = "canceled"
    session["url"] = .null
    return session
  }

  /// What was collected goes, a moment after the answer.
  private func redact(_ session: JSONObject, in workspace: Workspace) throws(SandboxError)
    -> JSONObject
  {
    guard !session.has("redaction") else {
      throw SandboxError("This VerificationSession has already been redacted.")
    }
    let isOpen = session.text("status") == "requires_input"
    var redacted = isOpen ? Self.canceled(session) : session
    redacted["redaction"] = ["status": "processing"]
    try workspace.save(redacted)
    let id = session.text("id") ?? ""
    workspace.afterwards { workspace throws(SandboxError) in
      var session = try workspace.get("identity.verification_session", id)
      session["redaction"] = ["status": "redacted"]
      try workspace.save(session)
    }
    return redacted
  }
}
