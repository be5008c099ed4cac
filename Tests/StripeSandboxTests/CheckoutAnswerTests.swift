import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

/// Checkout sessions and the customer portal as Stripe's recorded answers have them.
@Suite struct CheckoutAnswerTests {
  let client: SandboxClient
  let customer: String
  let price: String

  init() async throws {
    client = try SandboxClient()
    customer = try await client.post("/v1/customers", ["email": "ann@example.com"]).id
    price = try await client.post(
      "/v1/prices", ["currency": "usd", "unit_amount": 1500, "product_data": ["name": "Tea"]]
    ).id
  }

  private let pages: JSONObject = [
    "success_url": "https://example.com/?id={CHECKOUT_SESSION_ID}",
    "cancel_url": "https://example.com",
  ]

  private func fields(_ extra: JSONObject) -> JSONObject {
    JSONObject(pages.members + extra.members)
  }

  @Test func `a session that saves a card has a setup intent`() async throws {
    let made = try await client.post(
      "/v1/checkout/sessions",
      fields(["mode": "setup", "customer": .string(customer), "currency": "usd"]))
    #expect(made.id.hasPrefix("cs_test_"))
    #expect(made["setup_intent"]?.string?.hasPrefix("seti_") == true)
    #expect(made["payment_status"] == "no_payment_required")
    #expect(made["status"] == "open")
    #expect(made["expires_at"] == .integer(client.time.now + 86_400))
    #expect(made["customer_details"]?["email"] == "ann@example.com")
    #expect(made["amount_total"]?.isNull == true)
    #expect(made["ui_mode"] == "hosted_page")
    #expect(made["success_url"] == pages["success_url"])
    for name in ["return_url", "line_items", "name_collection", "presentment_details"] {
      #expect(made[name] == nil, "\(name)")
    }
  }

  @Test func `a session that sells has sums, and its items on request`() async throws {
    let made = try await client.post(
      "/v1/checkout/sessions",
      fields([
        "mode": "payment", "line_items": [["price": .string(price), "quantity": 2]],
        "expand": ["line_items"],
      ]))
    #expect(made["amount_total"] == 3000 && made["currency"] == "usd")
    #expect(made["payment_status"] == "unpaid")
    #expect(made["payment_intent"]?.isNull == true)
    #expect(made["customer_creation"] == "if_required")
    #expect(made["line_items"]?["data"]?[0]?["amount_total"] == 3000)
    let rows = try await client.rows("/v1/checkout/sessions/\(made.id)/line_items")
    #expect(rows.map { $0["quantity"] } == [2])
    #expect(try await client.get("/v1/checkout/sessions/\(made.id)")["line_items"] == nil)
  }

  @Test func `a session expires on request, once`() async throws {
    let made = try await client.post(
      "/v1/checkout/sessions",
      fields(["mode": "payment", "line_items": [["price": .string(price), "quantity": 1]]]))
    let path = "/v1/checkout/sessions/\(made.id)/expire"
    let expired = try await client.post(path)
    #expect(expired["status"] == "expired")
    #expect(expired["url"]?.isNull == true)
    #expect(try await client.refusal(.post, path).status == 400)
  }

  @Test func `what a session cannot sell is refused`() async throws {
    func refusal(_ extra: JSONObject) async throws -> APIError {
      try await client.refusal(.post, "/v1/checkout/sessions", fields(extra))
    }
    let once: JSONValue = [["price": .string(price), "quantity": 1]]
    let mode = try await refusal(["mode": "subscription", "line_items": once])
    #expect(mode.message.contains("at least one recurring price"))
    #expect(try await refusal(["mode": "payment"]).param == "line_items")
    let soon = try await refusal([
      "mode": "payment", "line_items": once, "expires_at": .integer(client.time.now + 60),
    ])
    #expect(soon.param == "expires_at")
    let nowhere = try await client.refusal(
      .post, "/v1/checkout/sessions",
      ["mode": "payment", "line_items": once, "success_url": "nowhere"])
    #expect(nowhere.code == "url_invalid" && nowhere.param == "success_url")
  }

  @Test func `the portal has a configuration, and sessions of it an address`() async throws {
    let session = try await client.post(
      "/v1/billing_portal/sessions",
      ["customer": .string(customer), "return_url": "https://example.com/"])
    #expect(session["url"]?.string?.hasPrefix("https://billing.stripe.com/p/session/") == true)
    #expect(session["flow"]?.isNull == true)
    let configuration = session["configuration"]?.string ?? ""
    let kept = try await client.get("/v1/billing_portal/configurations/\(configuration)")
    #expect(kept["is_default"] == true && kept["active"] == true)
    let again = try await client.post(
      "/v1/billing_portal/sessions", ["customer": .string(customer)])
    #expect(again["configuration"] == session["configuration"])
    let made = try await client.post(
      "/v1/billing_portal/configurations",
      ["features": ["subscription_cancel": ["enabled": true]]])
    #expect(made["features"]?["subscription_cancel"]?["mode"] == "at_period_end")
    #expect(made["features"]?["invoice_history"] == ["enabled": false])
    #expect(made["is_default"] == false)
    let error = try await client.refusal(
      .post, "/v1/billing_portal/configurations",
      [
        "features": ["invoice_history": ["enabled": true]],
        "business_profile": ["privacy_policy_url": "nowhere"],
      ])
    #expect(error.param == "business_profile[privacy_policy_url]")
  }
}
