import JSON

/// Meters: how events are counted.
struct MeterBehavior: ResourceBehavior {
  let typeName = "billing.meter"
  let eventRules = EventRules(further: { change in
    guard let before = change.before?.text("status"), let after = change.after?.text("status"),
      before != after
    else { return [] }
    return [after == "active" ? "billing.meter.reactivated" : "billing.meter.deactivated"]
  })

  /// Source: the SDK's words on `customer_mapping` and `value_settings`.
  private static let defaults: JSONObject = [
    "customer_mapping": ["event_payload_key": "stripe_customer_id", "type": "by_id"],
    "value_settings": ["event_payload_key": "value"],
  ]

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    if let name = parameters.values.text("event_name"),
      try workspace.meters.active(named: name) != nil
    {
      throw SandboxError(
        "An active meter with event name `\(name)` already exists.", param: "event_name")
    }
    var meter = try workspace.build(typeName, from: parameters)
    for member in Self.defaults.members where !parameters.has(member.key) {
      meter[member.key] = member.value
    }
    meter["status"] = "active"
    return meter
  }
}
