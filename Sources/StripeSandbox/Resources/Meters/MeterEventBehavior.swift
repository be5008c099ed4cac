import JSON

/// Events of meters: that a customer used something.
struct MeterEventBehavior: ResourceBehavior {
  let typeName = "billing.meter_event"

  /// How old an event may be, and how far ahead, in seconds.
  ///
  /// Source: the SDK's words on `timestamp`.
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
    try checkCustomer(payload, meter, workspace)
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
    return try workspace.meters.count(payload, as: identifier, at: time, of: meter)
  }

  private func checkCustomer(_ payload: JSONObject, _ meter: JSONObject, _ workspace: Workspace)
    throws(SandboxError)
  {
    let key = MeterKeys(of: meter).customer
    guard let id = payload.text(key) else {
      throw SandboxError(
        "Payload is missing the customer key `\(key)`.",
        code: "meter_event_no_customer_defined", param: "payload")
    }
    _ = try workspace.get(Customer.self, id, param: "payload[\(key)]")
  }

  private func checkValue(_ payload: JSONObject, _ meter: JSONObject) throws(SandboxError) {
    guard meter.object("default_aggregation")?.text("formula") != "count" else { return }
    let key = MeterKeys(of: meter).value
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
