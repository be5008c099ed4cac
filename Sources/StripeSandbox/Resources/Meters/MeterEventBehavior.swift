import JSON

/// Events of meters: that a customer used something.
struct MeterEventBehavior: ResourceBehavior {
  let typeName = "billing.meter_event"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let name = parameters.text("event_name") else { throw .missingParameter("event_name") }
    let meter = try workspace.meters.active(named: name)
    let event: JSONObject = [
      "event_name": .string(name), "payload": parameters["payload"] ?? nil,
    ]
    let time = parameters.integer("timestamp") ?? workspace.now
    if let fault = try MeterFault.find(in: event, at: time, meter, workspace) { throw fault.error }
    let identifier = parameters.text("identifier") ?? workspace.randomText(32)
    guard try workspace.find(typeName, identifier) == nil else {
      throw SandboxError(
        "An event already exists with identifier \(identifier).", code: "duplicate_meter_event",
        param: "identifier")
    }
    return try workspace.meters.count(
      event.object("payload") ?? [:], as: identifier, at: time, of: meter ?? [:])
  }
}
