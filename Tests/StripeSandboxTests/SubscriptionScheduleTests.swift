import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Subscription schedules: made, canceled, released.
@Suite struct SubscriptionScheduleTests {
  let client: SandboxClient
  let customer: String
  let monthly: String

  init() async throws {
    client = try SandboxClient()
    customer = try await client.payingCustomer()
    monthly = try await client.monthlyPrice(2000)
  }

  @Test func `a schedule begins its subscription, and lets go of it`() async throws {
    let made = try await client.post(
      "/v1/subscription_schedules",
      [
        "customer": .string(customer), "start_date": "now",
        "phases": [
          [
            "items": [["price": .string(monthly), "quantity": 1]],
            "duration": ["interval": "month"],
          ],
          [
            "items": [["price": .string(monthly), "quantity": 2]],
            "duration": ["interval": "month"],
          ],
        ],
      ])
    #expect(made["status"] == "active")
    let subscription = made["subscription"]?.string ?? ""
    let running = try await client.get("/v1/subscriptions/\(subscription)")
    #expect(running["schedule"] == .string(made.id))
    #expect(running["status"] == "active")
    #expect(made["phases"]?[1]?["start_date"] == made["phases"]?[0]?["end_date"])
    let released = try await client.post("/v1/subscription_schedules/\(made.id)/release")
    #expect(released["status"] == "released")
    #expect(released["released_subscription"] == .string(subscription))
    let free = try await client.get("/v1/subscriptions/\(subscription)")
    #expect(free["schedule"]?.isNull == true && free["status"] == "active")
    let again = try await client.post(
      "/v1/subscription_schedules", ["from_subscription": .string(subscription)])
    #expect(again["phases"]?[0]?["items"]?[0]?["price"] == .string(monthly))
    let canceled = try await client.post("/v1/subscription_schedules/\(again.id)/cancel")
    #expect(canceled["status"] == "canceled")
    #expect(try await client.get("/v1/subscriptions/\(subscription)")["status"] == "canceled")
  }

  @Test func `a schedule of the future has no subscription yet`() async throws {
    let made = try await client.post(
      "/v1/subscription_schedules",
      [
        "customer": .string(customer), "start_date": .integer(client.time.now + 1000),
        "phases": [["items": [["price": .string(monthly)]]]],
      ])
    #expect(made["status"] == "not_started")
    #expect(made["subscription"]?.isNull == true)
    #expect(made["current_phase"]?.isNull == true)
  }
}
