import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

@Suite("portal sessions and configurations") struct PortalAnswerTests {
  private let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  private func subscription() async throws -> (customer: String, subscription: JSONObject) {
    let customer = try await client.payingCustomer()
    let price = try await client.monthlyPrice(2000)
    let subscription = try await client.post(
      "/v1/subscriptions", ["customer": .string(customer), "items": [["price": .string(price)]]])
    return (customer, subscription)
  }

  private static let undone: [(String, JSONObject)] = [
    (
      "features[payment_method_update][payment_method_configuration]",
      ["payment_method_update": ["enabled": true, "payment_method_configuration": "pmc_1"]]
    ),
    (
      "features[subscription_pause][duration][type]",
      ["subscription_pause": ["enabled": true, "duration": ["type": "interval_options"]]]
    ),
    (
      "features[subscription_update][schedule_at_period_end][conditions]",
      [
        "subscription_update": [
          "enabled": true,
          "schedule_at_period_end": ["conditions": [["type": "shortening_interval"]]],
        ]
      ]
    ),
    (
      "features[subscription_cancel][cancellation_reason][feedback_options]",
      [
        "subscription_cancel": [
          "enabled": true,
          "cancellation_reason": [
            "enabled": true, "options": ["unused"], "feedback_options": ["fo_1"],
          ],
        ]
      ]
    ),
  ]

  @Test("refuse by name what the portal does not do", arguments: undone)
  func features(param: String, features: JSONObject) async throws {
    let error = try await client.refusal(
      .post, "/v1/billing_portal/configurations", ["features": .object(features)])
    #expect(error.param == param)
    #expect(error.message.hasPrefix("The sandbox does not "))
  }

  @Test("refuse flows that the portal could not go through")
  func flows() async throws {
    let (customer, subscription) = try await subscription()
    let item = subscription["items"]?["data"]?[0]?["id"] ?? nil
    let configuration = try await client.post(
      "/v1/billing_portal/configurations",
      [
        "features": [
          "subscription_cancel": ["enabled": true],
          "subscription_update": [
            "enabled": true, "default_allowed_updates": ["price"], "products": [],
          ],
        ]
      ]
    ).id
    func refusal(_ flow: JSONObject) async throws -> String? {
      try await client.refusal(
        .post, "/v1/billing_portal/sessions",
        [
          "customer": .string(customer), "configuration": .string(configuration),
          "flow_data": .object(flow),
        ]
      ).param
    }
    let own = JSONValue.string(subscription.id)
    let other = try await client.post("/v1/coupons", ["percent_off": 10]).id
    let cases: [(String, JSONObject)] = [
      ("flow_data[type]", ["type": "payment_method_update"]),
      ("flow_data[subscription_cancel]", ["type": "subscription_cancel"]),
      (
        "flow_data[subscription_cancel][subscription]",
        ["type": "subscription_cancel", "subscription_cancel": ["subscription": "sub_1"]]
      ),
      (
        "flow_data[subscription_update]",
        [
          "type": "subscription_cancel", "subscription_cancel": ["subscription": own],
          "subscription_update": ["subscription": own],
        ]
      ),
      (
        "flow_data[after_completion][redirect]",
        [
          "type": "subscription_cancel", "subscription_cancel": ["subscription": own],
          "after_completion": ["type": "redirect"],
        ]
      ),
      (
        "flow_data[subscription_cancel][retention][coupon_offer][coupon]",
        [
          "type": "subscription_cancel",
          "subscription_cancel": [
            "subscription": own,
            "retention": ["type": "coupon_offer", "coupon_offer": ["coupon": "none"]],
          ],
        ]
      ),
      (
        "flow_data[subscription_update_confirm][items][0][price]",
        [
          "type": "subscription_update_confirm",
          "subscription_update_confirm": [
            "subscription": own,
            "items": [["id": item, "price": .string(try await client.monthlyPrice(1))]],
          ],
        ]
      ),
      (
        "flow_data[subscription_update_confirm][discounts]",
        [
          "type": "subscription_update_confirm",
          "subscription_update_confirm": [
            "subscription": own, "items": [["id": item]],
            "discounts": [["coupon": .string(other)], ["coupon": .string(other)]],
          ],
        ]
      ),
    ]
    for (param, flow) in cases { #expect(try await refusal(flow) == param) }
  }

  @Test("are not made of an inactive configuration")
  func inactive() async throws {
    let customer = try await client.payingCustomer()
    let configuration = try await client.post(
      "/v1/billing_portal/configurations", ["features": ["invoice_history": ["enabled": true]]]
    ).id
    _ = try await client.post(
      "/v1/billing_portal/configurations/\(configuration)", ["active": false])
    let error = try await client.refusal(
      .post, "/v1/billing_portal/sessions",
      ["customer": .string(customer), "configuration": .string(configuration)])
    #expect(error.param == "configuration")
  }
}
