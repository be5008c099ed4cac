import JSON
import SandboxTesting

@testable import StripeSandbox

/// A shop that bills calls: ten cents each.
struct MeteredShop {
  let clocked: ClockedShop
  let meter: String
  let price: String

  var client: SandboxClient { clocked.client }

  init(_ shop: ClockedShop) async throws {
    clocked = shop
    meter = try await shop.client.post(
      "/v1/billing/meters",
      [
        "display_name": "Calls", "event_name": "calls",
        "default_aggregation": ["formula": "sum"],
      ]
    ).id
    price = try await shop.client.post(
      "/v1/prices",
      [
        "currency": "usd", "unit_amount": 10, "product_data": ["name": "Calls"],
        "recurring": [
          "interval": "month", "usage_type": "metered", "meter": .string(meter),
        ],
      ]
    ).id
  }

  @discardableResult
  func grant(_ value: Int, _ more: JSONObject = [:]) async throws -> JSONObject {
    var parameters: JSONObject = [
      "customer": .string(clocked.customer), "category": "promotional",
      "amount": ["type": "monetary", "monetary": ["currency": "usd", "value": .integer(value)]],
      "applicability_config": ["scope": ["price_type": "metered"]],
    ]
    for member in more.members { parameters[member.key] = member.value }
    return try await client.post("/v1/billing/credit_grants", parameters)
  }

  func use(_ value: Int, identifier: String) async throws {
    _ = try await client.post(
      "/v1/billing/meter_events",
      [
        "event_name": "calls", "identifier": .string(identifier),
        "payload": [
          "stripe_customer_id": .string(clocked.customer), "value": .string(String(value)),
        ],
      ])
  }
}
