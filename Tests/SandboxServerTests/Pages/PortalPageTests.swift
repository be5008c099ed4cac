import JSON
import SandboxTesting
import Testing

@testable import SandboxServer
@testable import StripeSandbox

@Suite("the customer portal") struct PortalPageTests {
  struct World {
    let server: PageServer
    let customer: String
    let subscription: String
    let prices: [String]
    let configuration: String

    /// - Parameter further: features instead of those of the same name.
    init(
      _ server: PageServer, cancel mode: String = "at_period_end", _ further: JSONObject = [:]
    ) async throws {
      self.server = server
      let client = server.client
      customer = try await client.payingCustomer()
      let small = try await client.monthlyPrice(2000)
      let product = try await client.get("/v1/prices/\(small)")["product"] ?? nil
      let large = try await client.post(
        "/v1/prices",
        [
          "currency": "usd", "unit_amount": 5000, "product": product,
          "recurring": ["interval": "month"],
        ]
      ).id
      prices = [small, large]
      subscription = try await client.post(
        "/v1/subscriptions",
        ["customer": .string(customer), "items": [["price": .string(small)]]]
      ).id
      var features: JSONObject = [
        "customer_update": ["enabled": true, "allowed_updates": ["email", "name"]],
        "invoice_history": ["enabled": true], "payment_method_update": ["enabled": true],
        "subscription_cancel": ["enabled": true, "mode": .string(mode)],
        "subscription_update": [
          "enabled": true, "default_allowed_updates": ["price"],
          "proration_behavior": "always_invoice",
          "products": [["product": product, "prices": .array(prices.map { .string($0) })]],
        ],
      ]
      for member in further.members {
        var feature = features.object(member.key) ?? [:]
        for part in member.value.object?.members ?? [] { feature[part.key] = part.value }
        features[member.key] = .object(feature)
      }
      configuration = try await client.post(
        "/v1/billing_portal/configurations", ["features": .object(features)]
      ).id
    }

    /// The path of a new session.
    func open(_ flow: JSONObject? = nil) async throws -> String {
      var parameters: JSONObject = [
        "customer": .string(customer), "configuration": .string(configuration),
        "return_url": "http://127.0.0.1:1/return",
      ]
      if let flow { parameters["flow_data"] = .object(flow) }
      return try await server.path(
        server.client.post("/v1/billing_portal/sessions", parameters)["url"])
    }

    func state() async throws -> JSONObject {
      try await server.client.get("/v1/subscriptions/\(subscription)")
    }
  }

  @Test("shows what there is, and leads back")
  func home() async throws {
    try await PageServer.run { server in
      let world = try await World(server)
      let page = try await server.get(world.open())
      for text in ["Tea", "$20.00 per month", "visa •••• 4242", "href=\"/i/in_", "/return"] {
        #expect(page.body.contains(text), "\(text)")
      }
    }
  }

  @Test("cancels at the end of the period, and thinks better of it")
  func cancel() async throws {
    try await PageServer.run { server in
      let world = try await World(server)
      let path = try await world.open()
      let form: KeyValuePairs = ["subscription": world.subscription]
      #expect(try await server.post("\(path)/cancel", form).location == "\(path)?home=1")
      #expect(try await world.state()["cancel_at_period_end"] == true)
      #expect(try await server.get(path).body.contains("cancel"))
      #expect(try await server.post("\(path)/resume", form).status == 303)
      #expect(try await world.state()["cancel_at_period_end"] == false)
    }
  }

  @Test("cancels at once where the configuration says so")
  func cancelNow() async throws {
    try await PageServer.run { server in
      let world = try await World(server, cancel: "immediately")
      let path = try await world.open([
        "type": "subscription_cancel",
        "subscription_cancel": ["subscription": .string(world.subscription)],
        "after_completion": [
          "type": "redirect", "redirect": ["return_url": "http://127.0.0.1:1/flow"],
        ],
      ])
      let step = try #require(await server.get(path).location)
      #expect(try await server.get(step).body.contains("ends at once"))
      let done = try await server.post(
        "\(path)/cancel", ["subscription": world.subscription])
      #expect(done.location == "http://127.0.0.1:1/flow")
      #expect(try await world.state()["status"] == "canceled")
    }
  }

  @Test("switches the plan for the price that it showed")
  func plan() async throws {
    try await PageServer.run { server in
      let world = try await World(server)
      server.client.time.advance(15 * 86_400)
      let path = try await world.open()
      let choice = try await server.get("\(path)/plan?subscription=\(world.subscription)")
      #expect(choice.body.contains("$50.00 per month"))
      let shown = try await server.post(
        "\(path)/plan", ["subscription": world.subscription, "price": world.prices[1]])
      let date = try #require(shown.values(of: "date").first)
      let done = try await server.post(
        "\(path)/confirm",
        ["subscription": world.subscription, "price": world.prices[1], "date": date])
      #expect(done.location == "\(path)?home=1")
      let invoice = try await server.client.rows("/v1/invoices")[0]
      let total = invoice["total"]?.integer ?? 0
      #expect(total > 0 && total < 3000)
      #expect(shown.body.contains(Currency("usd").format(total)))
      let other = try await server.post(
        "\(path)/plan", ["subscription": world.subscription, "price": "price_1"])
      #expect(other.body.contains("This plan is not offered."))
    }
  }

  @Test("confirms the one change that a session is for")
  func confirmFlow() async throws {
    try await PageServer.run { server in
      let world = try await World(server)
      let item = try await world.state()["items"]?["data"]?[0]?["id"] ?? nil
      let path = try await world.open([
        "type": "subscription_update_confirm",
        "subscription_update_confirm": [
          "subscription": .string(world.subscription),
          "items": [["id": item, "price": .string(world.prices[1]), "quantity": 1]],
        ],
      ])
      let page = try await server.get(#require(await server.get(path).location))
      #expect(page.body.contains("Confirm the change"))
      _ = try await server.post(
        "\(path)/confirm", ["subscription": world.subscription, "price": world.prices[1]])
      let price = try await world.state()["items"]?["data"]?[0]?["price"]?["id"]
      #expect(price?.string == world.prices[1])
    }
  }

  @Test("takes another card, which may require authentication or be declined")
  func card() async throws {
    try await PageServer.run { server in
      let world = try await World(server)
      let path = try await world.open(["type": "payment_method_update"])
      let step = try #require(await server.get(path).location)
      #expect(step == "\(path)/payment_method")
      let declined = try await server.post(step, ["card": "4000000000000002"])
      #expect(declined.body.contains("Your card was declined."))
      let asked = try await server.post(step, ["card": "4000002760003184"])
      let intent = try #require(asked.values(of: "intent").first)
      let failed = try await server.post(
        step, ["intent": intent, "authentication": "fail"])
      #expect(failed.body.contains("authentication failed") || failed.body.contains("failed."))
      let saved = try await server.post(step, ["number": "5555555555554444"])
      #expect(saved.status == 303, "\(saved.body)")
      #expect(try await server.get("\(path)?home=1").body.contains("mastercard •••• 4444"))
    }
  }

  @Test("changes what the customer may change, and refuses the rest")
  func details() async throws {
    try await PageServer.run { server in
      let world = try await World(server)
      let path = try await world.open()
      _ = try await server.post(
        "\(path)/details", ["name": "Zoë", "email": "z@example.com", "phone": "+1"])
      let customer = try await server.client.get("/v1/customers/\(world.customer)")
      #expect(customer["name"] == "Zoë" && customer["email"] == "z@example.com")
      #expect(customer["phone"] == nil || customer["phone"]?.isNull == true)
      let stranger = try await server.client.payingCustomer()
      let other = try await server.client.post(
        "/v1/subscriptions",
        ["customer": .string(stranger), "items": [["price": .string(world.prices[0])]]]
      ).id
      #expect(try await server.post("\(path)/cancel", ["subscription": other]).status == 404)
      let bare = try await server.client.post(
        "/v1/billing_portal/configurations", ["features": ["invoice_history": ["enabled": true]]])
      let closed = try await server.path(
        server.client.post(
          "/v1/billing_portal/sessions",
          ["customer": .string(world.customer), "configuration": .string(bare.id)])["url"])
      let refused = try await server.post(
        "\(closed)/cancel", ["subscription": world.subscription])
      #expect(refused.status == 403)
    }
  }
}
