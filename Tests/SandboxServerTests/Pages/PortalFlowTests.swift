import JSON
import SandboxTesting
import Testing

@testable import SandboxServer
@testable import StripeSandbox

@Suite("what the customer portal is configured to do") struct PortalFlowTests {
  private typealias World = PortalPageTests.World

  @Test("a session expires when it is not used")
  func expiry() async throws {
    try await PageServer.run { server in
      let world = try await World(server)
      let unused = try await world.open()
      server.client.time.advance(301)
      let late = try await server.get(unused)
      #expect(late.status == 410 && late.body.contains("This page has expired"))
      let used = try await world.open()
      #expect(try await server.get(used).status == 200)
      server.client.time.advance(3_599)
      #expect(try await server.get(used).status == 200)
      server.client.time.advance(3_601)
      #expect(try await server.get(used).status == 410)
      let form: KeyValuePairs = ["subscription": world.subscription]
      #expect(try await server.post("\(used)/cancel", form).status == 410)
      #expect(try await world.state()["cancel_at_period_end"] == false)
    }
  }

  @Test("confirms a change with its discount, for the price that it showed")
  func discountedFlow() async throws {
    try await PageServer.run { server in
      let world = try await World(server)
      let coupon = try await server.client.post("/v1/coupons", ["percent_off": 50]).id
      let item = try await world.state()["items"]?["data"]?[0]?["id"] ?? nil
      let path = try await world.open([
        "type": "subscription_update_confirm",
        "subscription_update_confirm": [
          "subscription": .string(world.subscription),
          "items": [["id": item, "price": .string(world.prices[1])]],
          "discounts": [["coupon": .string(coupon)]],
        ],
      ])
      let page = try await server.get(#require(await server.get(path).location))
      let date = try #require(page.values(of: "date").first)
      let done = try await server.post(
        "\(path)/confirm",
        ["subscription": world.subscription, "price": world.prices[1], "date": date])
      #expect(done.status == 303, "\(done.body)")
      let discount = try await world.state()["discounts"]?[0]?.string ?? ""
      let subscription = try await server.client.get(
        "/v1/subscriptions/\(world.subscription)", ["expand": ["discounts"]])
      let source = subscription["discounts"]?[0]?["source"]?["coupon"]
      #expect(source?.string == coupon, "\(discount)")
      let total = try await server.client.rows("/v1/invoices")[0]["total"]?.integer ?? 0
      #expect(page.body.contains(Currency("usd").format(total)), "\(total)")
    }
  }

  @Test("offers a coupon to who would cancel")
  func retention() async throws {
    try await PageServer.run { server in
      let world = try await World(server)
      let coupon = try await server.client.post("/v1/coupons", ["percent_off": 20]).id
      let path = try await world.open([
        "type": "subscription_cancel",
        "subscription_cancel": [
          "subscription": .string(world.subscription),
          "retention": ["type": "coupon_offer", "coupon_offer": ["coupon": .string(coupon)]],
        ],
        "after_completion": [
          "type": "hosted_confirmation", "hosted_confirmation": ["custom_message": "Glad!"],
        ],
      ])
      let offer = try await server.get(#require(await server.get(path).location))
      #expect(offer.body.contains("20 % off"))
      let declined = try await server.get(
        "\(path)/cancel?subscription=\(world.subscription)&declined=1")
      #expect(declined.body.contains("ends on"))
      let stayed = try await server.post("\(path)/stay", ["subscription": world.subscription])
      #expect(stayed.body.contains("Glad!"))
      let state = try await world.state()
      #expect(state["discounts"]?.array?.count == 1 && state["cancel_at_period_end"] == false)
    }
  }

  @Test("asks why, and notes what was said")
  func reasons() async throws {
    try await PageServer.run { server in
      let world = try await World(
        server,
        [
          "subscription_cancel": [
            "cancellation_reason": ["enabled": true, "options": ["too_expensive", "other"]]
          ]
        ])
      let path = try await world.open()
      let page = try await server.get("\(path)/cancel?subscription=\(world.subscription)")
      #expect(page.body.contains("too expensive") && !page.body.contains("unused"))
      _ = try await server.post(
        "\(path)/cancel",
        ["subscription": world.subscription, "feedback": "too_expensive", "comment": "Sorry"])
      let details = try await world.state()["cancellation_details"]
      #expect(details?["feedback"] == "too_expensive" && details?["comment"] == "Sorry")
    }
  }

  @Test("pauses a subscription, and resumes it")
  func pause() async throws {
    try await PageServer.run { server in
      let world = try await World(server, ["subscription_pause": ["enabled": true]])
      let path = try await world.open()
      #expect(try await server.get(path).body.contains("Pause the subscription"))
      let form: KeyValuePairs = ["subscription": world.subscription]
      #expect(try await server.post("\(path)/pause", form).status == 303)
      #expect(try await world.state()["status"] == "paused")
      #expect(try await server.get(path).body.contains("Resume the subscription"))
      #expect(try await server.post("\(path)/unpause", form).status == 303)
      #expect(try await world.state()["status"] == "active")
    }
  }

  @Test("changes addresses and tax ids")
  func customer() async throws {
    try await PageServer.run { server in
      let world = try await World(
        server, ["customer_update": ["allowed_updates": ["shipping", "tax_id"]]])
      let path = try await world.open(["type": "customer_update"])
      #expect(try await server.get(path).location == "\(path)/details")
      _ = try await server.post(
        "\(path)/details",
        [
          "shipping[name]": "Ann", "shipping[line1]": "Way 1", "shipping[country]": "DE",
          "name": "Not allowed",
        ])
      let customer = try await server.client.get("/v1/customers/\(world.customer)")
      #expect(customer["shipping"]?["address"]?["line1"] == "Way 1")
      #expect(customer["name"] != "Not allowed")
      let added = try await server.post(
        "\(path)/tax_ids", ["type": "eu_vat", "value": "DE123456789"])
      #expect(added.location == "\(path)/tax_ids", "\(added.body)")
      let page = try await server.get("\(path)/tax_ids")
      #expect(page.body.contains("DE123456789"))
      let id = try #require(page.values(of: "tax_id").first)
      _ = try await server.post("\(path)/remove_tax_id", ["tax_id": id])
      #expect(
        try await server.client.rows("/v1/customers/\(world.customer)/tax_ids").isEmpty)
    }
  }

  @Test("takes promotion codes and quantities as far as they are allowed")
  func plan() async throws {
    try await PageServer.run { server in
      let world = try await World(
        server,
        [
          "subscription_update": [
            "default_allowed_updates": ["price", "promotion_code", "quantity"]
          ]
        ])
      let coupon = try await server.client.post("/v1/coupons", ["percent_off": 10]).id
      let code = try await server.client.post(
        "/v1/promotion_codes",
        ["promotion": ["type": "coupon", "coupon": .string(coupon)], "code": "TEN"]
      ).id
      let path = try await world.open()
      let wrong = try await server.post(
        "\(path)/plan", ["subscription": world.subscription, "promotion_code": "NONE"])
      #expect(wrong.body.contains("This code is invalid."))
      let shown = try await server.post(
        "\(path)/plan",
        ["subscription": world.subscription, "promotion_code": "TEN", "quantity": "3"])
      #expect(shown.values(of: "promotion_code_id") == [code], "\(shown.body)")
      let done = try await server.post(
        "\(path)/confirm",
        [
          "subscription": world.subscription, "promotion_code_id": code, "quantity": "3",
        ])
      #expect(done.status == 303, "\(done.body)")
      let state = try await world.state()
      #expect(state["discounts"]?.array?.count == 1)
      #expect(state["items"]?["data"]?[0]?["quantity"] == 3)
    }
  }

  @Test("opens by an e-mail address where it has a login page")
  func login() async throws {
    try await PageServer.run { server in
      let configuration = try await server.client.post(
        "/v1/billing_portal/configurations",
        [
          "features": ["invoice_history": ["enabled": true]], "login_page": ["enabled": true],
          "business_profile": ["headline": "Hello"],
        ])
      let path = try server.path(configuration["login_page"]?["url"])
      #expect(try await server.get(path).body.contains("E-mail"))
      #expect(try await server.post(path, ["email": "a@example.com"]).status == 404)
      _ = try await server.client.post("/v1/customers", ["email": "a@example.com"])
      let entered = try await server.post(path, ["email": "a@example.com"])
      #expect(try await server.get(#require(entered.location)).body.contains("Hello"))
    }
  }
}
