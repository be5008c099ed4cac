import JSON

/// What is wrong with a meter event, of API v1 or v2.
struct MeterFault {
  /// Source: the SDK's event classes.
  let code: String
  let message: String
  /// The parameter that it is about.
  let param: String

  /// How old an event may be, and how far ahead, in seconds.
  ///
  /// Source: the SDK's words on `timestamp`.
  private static let oldest = 35 * 86_400
  private static let farthest = 300

  /// - Parameter time: when it happened, in Unix seconds.
  static func find(
    in event: JSONObject, at time: Int, _ meter: JSONObject?, _ workspace: Workspace
  ) throws(SandboxError) -> MeterFault? {
    guard let meter else {
      let name = event.text("event_name") ?? ""
      return MeterFault(
        code: "no_meter", message: "No active meter found for event name `\(name)`.",
        param: "event_name")
    }
    let payload = event.object("payload") ?? [:]
    return try find(in: payload, MeterKeys(of: meter).customer, workspace)
      ?? find(in: payload, of: meter) ?? find(at: time, now: workspace.now)
  }

  private static func find(in payload: JSONObject, _ key: String, _ workspace: Workspace)
    throws(SandboxError) -> MeterFault?
  {
    guard let id = payload.text(key) else {
      return MeterFault(
        code: "meter_event_no_customer_defined",
        message: "Payload is missing the customer key `\(key)`.", param: "payload")
    }
    guard try workspace.find(Customer.self, id) == nil else { return nil }
    return MeterFault(
      code: "meter_event_customer_not_found", message: "No such customer: '\(id)'",
      param: "payload[\(key)]")
  }

  private static func find(in payload: JSONObject, of meter: JSONObject) -> MeterFault? {
    guard meter.object("default_aggregation")?.text("formula") != "count" else { return nil }
    let key = MeterKeys(of: meter).value
    guard let value = payload.text(key) ?? payload.decimal(key)?.description else {
      return MeterFault(
        code: "meter_event_invalid_value", message: "Payload is missing the value key `\(key)`.",
        param: "payload")
    }
    guard ExactDecimal(value) == nil else { return nil }
    return MeterFault(
      code: "meter_event_invalid_value",
      message: "The value `\(value)` of the key `\(key)` is not a number.", param: "payload")
  }

  private static func find(at time: Int, now: Int) -> MeterFault? {
    guard !(now - oldest...now + farthest).contains(time) else { return nil }
    return MeterFault(
      code: time > now ? "timestamp_in_future" : "timestamp_too_far_in_past",
      message: "The timestamp must be within the past 35 calendar days or up to 5 minutes in the"
        + " future.", param: "timestamp")
  }

  var error: SandboxError { SandboxError(message, code: code, param: param) }

  /// The `data` of the event that tells of it.
  func report(on event: JSONObject, at now: Int) -> JSONObject {
    [
      "developer_message_summary": "There is 1 invalid event",
      "reason": [
        "error_count": 1,
        "error_types": [
          [
            "code": .string(code), "error_count": 1,
            "sample_errors": [
              [
                "error_message": .string(message),
                "request": ["identifier": event["identifier"] ?? nil],
              ]
            ],
          ]
        ],
      ],
      "validation_end": .string(UnixTime.iso8601(now)),
      "validation_start": .string(UnixTime.iso8601(now)),
    ]
  }
}
