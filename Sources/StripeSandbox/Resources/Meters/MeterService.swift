import JSON

/// Notes what customers use, and sums it up for their bills.
struct MeterService {
  let workspace: Workspace

  /// The note on an event that was taken back.
  static let canceled = ".canceled"

  /// The meter that takes events of a name; nil where none that is active does.
  func active(named name: String) throws(SandboxError) -> JSONObject? {
    try workspace.all("billing.meter").first {
      $0.text("event_name") == name && $0.text("status") == "active"
    }
  }

  /// The name under which the events of a customer are listed.
  static func place(_ meter: String, _ customer: String) -> String { "\(meter)/\(customer)" }

  /// What a customer used of a metered item in a time.
  ///
  /// - Parameters:
  ///   - start: Unix seconds, included.
  ///   - end: Unix seconds, not included.
  func usage(of item: SubscriptionItem, by customer: String, from start: Int, to end: Int)
    throws(SandboxError) -> ExactDecimal
  {
    guard let id = item.price.json.object("recurring")?.text("meter"),
      let meter = try workspace.find("billing.meter", id)
    else { return ExactDecimal(0) }
    return try usage(of: meter, by: customer, from: start, to: end)
  }

  /// The events of a customer in a time as the meter counts them.
  func usage(of meter: JSONObject, by customer: String, from start: Int, to end: Int)
    throws(SandboxError) -> ExactDecimal
  {
    let place = Self.place(meter.text("id") ?? "", customer)
    let events = try workspace.children("billing.meter_event", of: place).filter { event in
      (start..<max(start, end)).contains(event.amount("timestamp")) && event[Self.canceled] != true
    }
    let values = events.map { Self.value(of: $0, meter) }
    switch meter.object("default_aggregation")?.text("formula") {
    case "count": return ExactDecimal(values.count)
    case "last":
      let last = events.indices.max {
        events[$0].amount("timestamp") < events[$1].amount("timestamp")
      }
      return last.map { values[$0] } ?? ExactDecimal(0)
    case _?, nil:
      return values.reduce(ExactDecimal(0)) { $0.plus($1) ?? $0 }
    }
  }

  /// Counts an event of API v2 as one of API v1 is.
  func note(_ event: JSONObject, of meter: JSONObject) throws(SandboxError) {
    let type = "billing.meter_event"
    let key = meter.object("customer_mapping")?.text("event_payload_key") ?? "stripe_customer_id"
    let time = event.text("timestamp").flatMap(UnixTime.seconds) ?? workspace.now
    var counted = try workspace.blank(type)
    for name in ["event_name", "identifier", "payload"] { counted[name] = event[name] }
    counted["timestamp"] = .integer(time)
    let customer = event.object("payload")?.text(key) ?? ""
    try workspace.save(
      counted, workspace.resource(type), event.text("identifier") ?? "",
      parent: Self.place(meter.text("id") ?? "", customer), sortKey: time)
  }

  private static func value(of event: JSONObject, _ meter: JSONObject) -> ExactDecimal {
    let key = meter.object("value_settings")?.text("event_payload_key") ?? "value"
    return event.object("payload")?.decimal(key) ?? ExactDecimal(0)
  }
}
