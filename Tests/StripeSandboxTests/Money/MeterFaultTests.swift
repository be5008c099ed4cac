import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// What is wrong with meter events is called the same in both versions of the API.
@Suite struct MeterFaultTests {
  let shop: MeteredShop

  init() async throws {
    shop = try await MeteredShop(ClockedShop())
  }

  private static let faults: [(String, JSONObject, Int, String)] = [
    ("teas", ["value": "1"], 0, "no_meter"),
    ("calls", ["value": "1"], 0, "meter_event_no_customer_defined"),
    ("calls", ["stripe_customer_id": "cus_no", "value": "1"], 0, "meter_event_customer_not_found"),
    ("calls", ["stripe_customer_id": "", "value": "x"], 0, "meter_event_invalid_value"),
    ("calls", ["stripe_customer_id": ""], 0, "meter_event_invalid_value"),
    ("calls", ["stripe_customer_id": "", "value": "1"], 400, "timestamp_in_future"),
    ("calls", ["stripe_customer_id": "", "value": "1"], -3_100_000, "timestamp_too_far_in_past"),
  ]

  @Test(arguments: faults)
  func `faults of events`(name: String, given: JSONObject, delay: Int, code: String) async throws {
    let client = shop.client
    let customer = try await client.post("/v1/customers").id
    var payload = given
    if payload["stripe_customer_id"] == "" { payload["stripe_customer_id"] = .string(customer) }
    let time = client.time.now + delay
    let first = try await client.refusal(
      .post, "/v1/billing/meter_events",
      [
        "event_name": .string(name), "payload": .object(payload), "timestamp": .integer(time),
      ])
    let second = try await client.refusal(
      .post, "/v2/billing/meter_events",
      [
        "event_name": .string(name), "payload": .object(payload),
        "timestamp": .string(UnixTime.iso8601(time)),
      ])
    #expect(first.code == code && second.code == code)
    #expect(first.message == second.message)
  }
}
