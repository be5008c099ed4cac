import JSON

/// The sessions of the stream of meter events: a token that the stream takes in place of a key.
struct MeterEventSessionBehavior: ResourceBehavior {
  let typeName = "v2.billing.meter_event_session"

  /// Source: the SDK's words on sessions: a token is good for fifteen minutes.
  private static let lifetime = 15 * 60

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    var session = try workspace.build(typeName, from: parameters)
    session["authentication_token"] = .string(
      MeterToken.make(for: workspace.account, workspace.randomText(24)))
    session["expires_at"] = .string(UnixTime.iso8601(workspace.now + Self.lifetime))
    return session
  }
}

/// The token of a session of meter events, which names the account that it is for.
enum MeterToken {
  /// Like a key of the test mode, so that nobody takes it for a secret of the live mode.
  static let prefix = "mtok_test_"

  static func make(for account: String, _ chance: String) -> String {
    prefix + chance + "_" + account
  }

  /// The account that a key is for; nil where it is no such token.
  static func account(in key: String) -> String? {
    guard key.hasPrefix(prefix) else { return nil }
    let parts = key.dropFirst(prefix.count).split(separator: "_", maxSplits: 1)
    return parts.count == 2 ? String(parts[1]) : nil
  }
}

/// Meter events that come in a stream: what is wrong with them is told by an event afterwards.
struct MeterEventStreamBehavior: ResourceBehavior {
  let typeName = "v2.billing.meter_event"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let meter = try workspace.meters.active(named: parameters.text("event_name") ?? "")
    let event = try identified(parameters, in: workspace)
    if let fault = try MeterFault.find(
      in: event, at: workspace.meters.time(of: event), meter, workspace)
    {
      throw fault.error
    }
    if let meter { try workspace.meters.note(event, of: meter) }
    return event
  }

  var actions: [String: Action] {
    [
      "stream": { _, parameters, workspace throws(SandboxError) in
        try stream(parameters.array("events"), in: workspace)
        return [:]
      }
    ]
  }

  /// An event with an identifier, of its own where it came without one.
  private func identified(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    var event = try workspace.build(typeName, from: parameters)
    if event.text("identifier")?.isEmpty != false {
      event["identifier"] = .string(workspace.newID(prefix: ""))
    }
    return event
  }

  private func stream(_ events: [Parameters], in workspace: Workspace) throws(SandboxError) {
    let meters = try workspace.all("billing.meter").filter { $0.text("status") == "active" }
    for event in events {
      let name = event.text("event_name") ?? ""
      let meter = meters.first { $0.text("event_name") == name }
      var made = try identified(event, in: workspace)
      guard
        let fault = try MeterFault.find(
          in: made, at: workspace.meters.time(of: made), meter, workspace)
      else {
        made["id"] = made["identifier"]
        try workspace.save(made)
        if let meter { try workspace.meters.note(made, of: meter) }
        continue
      }
      workspace.announce(
        meter == nil
          ? "v1.billing.meter.no_meter_found" : "v1.billing.meter.error_report_triggered",
        meter ?? [:], data: fault.report(on: made, at: workspace.now))
    }
  }
}
