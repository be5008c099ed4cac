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
  private static func place(_ meter: String, _ customer: String) -> String {
    "\(meter)/\(customer)"
  }

  /// What a subscription used of a metered item in a time, as an invoice bills it.
  ///
  /// - Parameters:
  ///   - start: Unix seconds, included.
  ///   - end: Unix seconds, not included.
  func period(
    of item: SubscriptionItem, _ subscription: Subscription, from start: Int, to end: Int
  ) throws(SandboxError) -> ItemPeriod {
    let usage = try usage(of: item, by: subscription.customer, from: start, to: end)
    guard let billed = BilledUsage(of: item), billed.periodStart == start else {
      return ItemPeriod(item, start: start, end: end, rate: .metered(usage: usage))
    }
    let rest = usage.minus(billed.quantity) ?? usage
    return ItemPeriod(
      item, start: min(billed.time, end), end: end,
      rate: .metered(usage: rest < ExactDecimal(0) ? ExactDecimal(0) : rest))
  }

  /// Notes that what was used by now in the item's period is billed already.
  ///
  /// - Parameter time: Unix seconds, that second included.
  func markBilled(
    _ item: inout SubscriptionItem, of subscription: Subscription, until time: Int
  ) throws(SandboxError) {
    let start = item.currentPeriodStart
    let usage = try usage(of: item, by: subscription.customer, from: start, to: time + 1)
    item.json[BilledUsage.name] = [
      "period_start": .integer(start), "quantity": .string(usage.description),
      "time": .integer(time),
    ]
  }

  /// What a customer used of a metered item in a time.
  ///
  /// - Parameters:
  ///   - start: Unix seconds, included.
  ///   - end: Unix seconds, not included.
  private func usage(of item: SubscriptionItem, by customer: String, from start: Int, to end: Int)
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
    _ = try count(
      event.object("payload") ?? [:], as: event.text("identifier") ?? "",
      at: time(of: event), of: meter)
  }

  /// When an event of API v2 happened, in Unix seconds.
  func time(of event: JSONObject) -> Int {
    event.text("timestamp").flatMap(UnixTime.seconds) ?? workspace.now
  }

  /// Stores an event where the usage of its customer is summed up.
  ///
  /// - Parameter time: Unix seconds.
  func count(_ payload: JSONObject, as identifier: String, at time: Int, of meter: JSONObject)
    throws(SandboxError) -> JSONObject
  {
    let type = "billing.meter_event"
    var event = try workspace.blank(type)
    event["event_name"] = meter["event_name"]
    event["identifier"] = .string(identifier)
    event["payload"] = .object(payload)
    event["timestamp"] = .integer(time)
    let customer = payload.text(MeterKeys(of: meter).customer) ?? ""
    try workspace.save(
      event, workspace.resource(type), identifier,
      parent: Self.place(meter.text("id") ?? "", customer), sortKey: time)
    try BillingThresholds(workspace: workspace).check(meter.text("id") ?? "", customer)
    return event
  }

  private static func value(of event: JSONObject, _ meter: JSONObject) -> ExactDecimal {
    event.object("payload")?.decimal(MeterKeys(of: meter).value) ?? ExactDecimal(0)
  }
}

/// What of an item's usage in a period was billed before the period's end.
private struct BilledUsage {
  /// The field of the item that keeps it, which nobody is shown.
  static let name = ".billed_usage"

  /// Unix seconds.
  let periodStart: Int
  let time: Int
  let quantity: ExactDecimal

  init?(of item: SubscriptionItem) {
    guard let noted = item.json.object(Self.name), let quantity = noted.decimal("quantity") else {
      return nil
    }
    self.quantity = quantity
    periodStart = noted.amount("period_start")
    time = noted.amount("time")
  }
}

/// The keys of an event's payload that a meter reads.
///
/// Source: the SDK's words on `customer_mapping` and `value_settings`.
struct MeterKeys {
  let customer: String
  let value: String

  init(of meter: JSONObject) {
    func key(_ name: String, else usual: String) -> String {
      let named = meter.object(name)?.text("event_payload_key") ?? ""
      return named.isEmpty ? usual : named
    }
    customer = key("customer_mapping", else: "stripe_customer_id")
    value = key("value_settings", else: "value")
  }
}
