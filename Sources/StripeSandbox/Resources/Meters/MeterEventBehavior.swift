import JSON

/// Events of meters: that a customer used something.
struct MeterEventBehavior: ResourceBehavior {
  let typeName = "billing.meter_event"

  /// How old an event may be, and how far ahead, in seconds. Source: the SDK's words on
  /// `timestamp`.
  private static let oldest = 35 * 86_400
  private static let farthest = 300

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let name = parameters.text("event_name") else { throw .missingParameter("event_name") }
    guard let meter = try workspace.meters.active(named: name) else {
      throw SandboxError(
        "No active meter found for event name `\(name)`.", code: "no_meter", param: "event_name")
    }
    let payload = parameters["payload"]?.object ?? [:]
    let customer = try customer(payload, meter, workspace)
    try checkValue(payload, meter)
    let time = parameters.integer("timestamp") ?? workspace.now
    guard (workspace.now - Self.oldest...workspace.now + Self.farthest).contains(time) else {
      throw SandboxError(
        "The timestamp must be within the past 35 calendar days or up to 5 minutes in the future.",
        code: "timestamp_too_far_in_past", param: "timestamp")
    }
    let identifier = parameters.text("identifier") ?? workspace.randomText(32)
    guard try workspace.find(typeName, identifier) == nil else {
      throw SandboxError(
        "An event already exists with identifier \(identifier).", code: "duplicate_meter_event",
        param: "identifier")
    }
    var event = try workspace.blank(typeName)
    event["event_name"] = .string(name)
    event["identifier"] = .string(identifier)
    event["payload"] = .object(payload)
    event["timestamp"] = .integer(time)
    try workspace.save(
      event, workspace.resource(typeName), identifier,
      parent: MeterService.place(meter.text("id") ?? "", customer), sortKey: time)
    return event
  }

  private func customer(_ payload: JSONObject, _ meter: JSONObject, _ workspace: Workspace)
    throws(SandboxError) -> String
  {
    let key = meter.object("customer_mapping")?.text("event_payload_key") ?? "stripe_customer_id"
    guard let id = payload.text(key) else {
      throw SandboxError(
        "Payload is missing the customer key `\(key)`.",
        code: "meter_event_no_customer_defined", param: "payload")
    }
    return try workspace.get(Customer.self, id, param: "payload[\(key)]").id
  }

  private func checkValue(_ payload: JSONObject, _ meter: JSONObject) throws(SandboxError) {
    guard meter.object("default_aggregation")?.text("formula") != "count" else { return }
    let key = meter.object("value_settings")?.text("event_payload_key") ?? "value"
    guard let value = payload.text(key) ?? payload.decimal(key)?.description else {
      throw SandboxError(
        "Payload is missing the value key `\(key)`.", code: "meter_event_value_not_found",
        param: "payload")
    }
    guard ExactDecimal(value) != nil else {
      throw SandboxError(
        "The value `\(value)` of the key `\(key)` is not a number.",
        code: "meter_event_invalid_value", param: "payload")
    }
  }
}
