import JSON

/// What customers used, summed up by meter and time.
struct MeterSummaryBehavior: ResourceBehavior {
  let typeName = "billing.meter_event_summary"

  /// Source: the SDK's words on `value_grouping_window`.
  private static let windows = ["hour": 3600, "day": 86_400]

  func computedRows(of query: JSONObject, in workspace: Workspace) throws(SandboxError)
    -> [JSONObject]?
  {
    guard let id = workspace.pathIDs.first else { return nil }
    let meter = try workspace.get("billing.meter", id)
    let customer = try workspace.get(
      Customer.self, query.text("customer") ?? "", param: "customer")
    let (start, end) = (query.amount("start_time"), query.amount("end_time"))
    let window = query.text("value_grouping_window").flatMap { Self.windows[$0] }
    for name in ["start_time", "end_time"]
    where !query.amount(name).isMultiple(of: window ?? 60) {
      throw SandboxError(
        "`\(name)` must be aligned with \(window == nil ? "minute" : "window") boundaries.",
        param: name)
    }
    guard start < end else {
      throw SandboxError("`end_time` must be after `start_time`.", param: "end_time")
    }
    var rows: [JSONObject] = []
    let starts = window.map { Array(stride(from: start, to: end, by: $0)) } ?? [start]
    for time in starts.reversed() {
      let last = window.map { time + $0 } ?? end
      let usage = try workspace.meters.usage(of: meter, by: customer.id, from: time, to: last)
      if window != nil, usage.isZero { continue }
      rows.append(row(id, customer.id, usage, from: time, to: last))
    }
    return rows
  }

  private func row(
    _ meter: String, _ customer: String, _ usage: ExactDecimal, from start: Int, to end: Int
  ) -> JSONObject {
    let name = RepeatableText.letters(of: "\(meter) \(customer) \(start) \(end)", 24)
    return [
      "id": .string("mtrusg_\(name)"), "object": .string(typeName),
      "aggregated_value": .number(JSONNumber(validated: usage.description)),
      "end_time": .integer(end), "livemode": false, "meter": .string(meter),
      "start_time": .integer(start),
    ]
  }
}

/// Taking back an event of a meter.
struct MeterAdjustmentBehavior: ResourceBehavior {
  let typeName = "billing.meter_event_adjustment"

  /// How long after it came an event can be canceled, in seconds. Source: the SDK's words on
  /// `cancel[identifier]`.
  private static let grace = 86_400

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let identifier = parameters.object("cancel")?.text("identifier") else {
      throw .missingParameter("cancel[identifier]")
    }
    let name = parameters.text("event_name")
    guard var event = try workspace.find("billing.meter_event", identifier),
      event.text("event_name") == name
    else {
      throw .missing(
        "billing.meter_event", identifier, param: "cancel[identifier]", status: 400)
    }
    guard workspace.now - event.amount("created") <= Self.grace else {
      throw SandboxError(
        "Meter events can be canceled within 24 hours of Stripe receiving them.",
        param: "cancel[identifier]")
    }
    event[MeterService.canceled] = true
    try workspace.save(event, workspace.resource("billing.meter_event"), identifier)
    var adjustment = try workspace.build(typeName, from: parameters, but: ["cancel"])
    adjustment["cancel"] = ["identifier": .string(identifier)]
    adjustment["status"] = "complete"
    return adjustment
  }
}
