import JSON
import SandboxTesting

@testable import StripeSandbox

/// A test clock with a customer who pays by card, and a short way to let time pass.
struct ClockedShop {
  let client: SandboxClient
  let clock: String
  let customer: String

  /// 2026-01-31 12:00:00 UTC.
  static let start = 1_769_860_800

  init(_ client: SandboxClient? = nil, from start: Int = start, card: String = "pm_card_visa")
    async throws
  {
    self.client = try client ?? SandboxClient()
    clock = try await self.client.post(
      "/v1/test_helpers/test_clocks", ["frozen_time": .integer(start)]
    ).id
    customer = try await self.client.post(
      "/v1/customers",
      [
        "test_clock": .string(clock), "payment_method": .string(card),
        "email": "jenny@example.com",
        "invoice_settings": ["default_payment_method": .string(card)],
      ]
    ).id
  }

  /// Moves the clock, in steps as long as Stripe allows.
  func advance(to time: Int, step: Int = 28 * 86_400) async throws {
    var now = try await self.now
    while now < time {
      now = min(time, now + step)
      _ = try await client.post(
        "/v1/test_helpers/test_clocks/\(clock)/advance", ["frozen_time": .integer(now)])
      let shown = try await client.get("/v1/test_helpers/test_clocks/\(clock)")
      guard shown["status"] == "ready" else { throw UnexpectedState(object: shown) }
    }
  }

  func advance(by seconds: Int) async throws {
    try await advance(to: now + seconds)
  }

  var now: Int {
    get async throws {
      try await client.get("/v1/test_helpers/test_clocks/\(clock)")["frozen_time"]?.integer ?? 0
    }
  }

  func subscribe(_ price: String, _ more: JSONObject = [:]) async throws -> JSONObject {
    var parameters: JSONObject = [
      "customer": .string(customer), "items": [["price": .string(price)]],
    ]
    for member in more.members { parameters[member.key] = member.value }
    return try await client.post("/v1/subscriptions", parameters)
  }

  func subscription(_ id: String) async throws -> JSONObject {
    try await client.get("/v1/subscriptions/\(id)")
  }

  func update(_ id: String, _ parameters: JSONObject) async throws -> JSONObject {
    try await client.post("/v1/subscriptions/\(id)", parameters)
  }

  /// The invoices of the customer, oldest first.
  func invoices() async throws -> [JSONObject] {
    try await client.rows("/v1/invoices", ["customer": .string(customer), "limit": 100])
      .reversed()
  }

  func price(_ amount: Int, _ interval: String = "month", count: Int = 1) async throws -> String {
    try await client.post(
      "/v1/prices",
      [
        "currency": "usd", "unit_amount": .integer(amount), "product_data": ["name": "Tea"],
        "recurring": ["interval": .string(interval), "interval_count": .integer(count)],
      ]
    ).id
  }
}

struct UnexpectedState: Error {
  let object: JSONObject
}

/// Midnight of a date, in Unix seconds.
func midnight(_ year: Int, _ month: Int, _ day: Int) -> Int {
  CivilDate(year: year, month: month, dayOfMonth: day).day * 86_400
}
