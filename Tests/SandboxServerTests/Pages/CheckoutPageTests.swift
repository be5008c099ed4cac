import JSON
import SandboxTesting
import Testing

@testable import SandboxServer
@testable import StripeSandbox

@Suite("the page of a checkout session") struct CheckoutPageTests {
  static let success = "http://127.0.0.1:1/ok?s={CHECKOUT_SESSION_ID}"

  static func price(_ server: PageServer, _ amount: Int) async throws -> JSONValue {
    try await .string(
      server.client.post(
        "/v1/prices",
        ["currency": "usd", "unit_amount": .integer(amount), "product_data": ["name": "Tea"]]
      ).id)
  }

  static func session(_ server: PageServer, _ further: JSONObject = [:]) async throws
    -> JSONObject
  {
    var parameters: JSONObject = [
      "mode": "payment", "success_url": .string(success), "cancel_url": "http://127.0.0.1:1/back",
    ]
    for member in further.members { parameters[member.key] = member.value }
    if parameters["line_items"] == nil, parameters["mode"] != "setup" {
      parameters["line_items"] = [
        ["price": try await price(server, 1250), "quantity": 2]
      ]
    }
    return try await server.client.post("/v1/checkout/sessions", parameters)
  }

  @Test("pays, and leads to the address of success")
  func pays() async throws {
    try await PageServer.run { server in
      let session = try await Self.session(server)
      let path = try server.path(session["url"])
      let page = try await server.get(path)
      #expect(page.body.contains("Pay $25.00"))
      #expect(page.body.contains("href=\"http://127.0.0.1:1/back\""))
      let done = try await server.post(
        path,
        ["action": "pay", "email": "ann@example.com", "name": "Ann", "card": "4242424242424242"])
      #expect(done.location == "http://127.0.0.1:1/ok?s=\(session.id)")
      let after = try await server.client.get("/v1/checkout/sessions/\(session.id)")
      #expect(after["status"] == "complete")
      #expect(after["payment_status"] == "paid")
      #expect(after["customer_details"]?["email"] == "ann@example.com")
      #expect(try await server.client.eventNames().contains("checkout.session.completed"))
      #expect(try await server.get(path).body.contains("already been completed"))
      #expect(
        try await server.post(path, ["action": "pay"]).body.contains("already been completed"))
    }
  }

  @Test("changes quantity, shipping and code, and takes the code off again")
  func choices() async throws {
    try await PageServer.run { server in
      let coupon = try await server.client.post("/v1/coupons", ["percent_off": 10]).id
      _ = try await server.client.post(
        "/v1/promotion_codes",
        ["promotion": ["type": "coupon", "coupon": .string(coupon)], "code": "TEN"])
      var rates: [JSONValue] = []
      for amount in [500, 1500] {
        let rate = try await server.client.post(
          "/v1/shipping_rates",
          [
            "display_name": "Post", "type": "fixed_amount",
            "fixed_amount": ["amount": .integer(amount), "currency": "usd"],
          ])
        rates.append(.string(rate.id))
      }
      let session = try await Self.session(
        server,
        [
          "allow_promotion_codes": true,
          "shipping_options": .array(rates.map { ["shipping_rate": $0] }),
          "line_items": [
            [
              "price": try await Self.price(server, 1000), "quantity": 1,
              "adjustable_quantity": ["enabled": true, "maximum": 5],
            ]
          ],
        ])
      let path = try server.path(session["url"])
      let item = try await server.client.rows(
        "/v1/checkout/sessions/\(session.id)/line_items")[0].id
      func update(_ quantity: String, _ code: String, _ action: String = "update") async throws
        -> PageAnswer
      {
        try await server.post(
          path,
          [
            "action": action, "quantity[\(item)]": quantity,
            "shipping_rate": rates[1].string ?? "", "promotion_code": code,
          ])
      }
      #expect(try await update("3", "ten").body.contains("Pay $42.00"))
      #expect(try await update("3", "", "remove_code").body.contains("Pay $45.00"))
      #expect(try await update("9", "").body.contains("The quantity must be from 1 to 5."))
      #expect(try await update("3", "NONE").body.contains("This code is invalid."))
      #expect(try await update("x", "").body.contains("must be a whole number"))
      let after = try await server.client.get("/v1/checkout/sessions/\(session.id)")
      #expect(after["amount_total"] == 4500)
      #expect(after["total_details"]?["amount_shipping"] == 1500)
    }
  }

  @Test("shows the taxes of an address before it is paid")
  func taxes() async throws {
    try await PageServer.run { server in
      let link = try await server.client.post(
        "/v1/payment_links",
        [
          "automatic_tax": ["enabled": true],
          "line_items": [["price": try await Self.price(server, 1250), "quantity": 2]],
        ])
      let visit = try await server.get(server.path(link["url"]))
      let path = try #require(visit.location)
      #expect(try await server.get(path).body.contains("address[state]"))
      func pay(_ state: String) async throws -> PageAnswer {
        try await server.post(
          path,
          [
            "action": "pay", "email": "ann@example.com", "name": "Ann",
            "card": "4242424242424242", "address[line1]": "1 Main Street",
            "address[state]": state, "address[country]": "US",
          ])
      }
      #expect(try await pay("").body.contains("location isn"))
      // 2500 × 7.25 % = 181.25
      let shown = try await pay("CA")
      #expect(shown.body.contains("Pay $26.81") && shown.body.contains("$1.81"))
      let id = path.split(separator: "/").last.map(String.init) ?? ""
      let open = try await server.client.get("/v1/checkout/sessions/\(id)")
      #expect(open["status"] == "open" && open["automatic_tax"]?["status"] == "complete")
      _ = try await pay("CA")
      let done = try await server.client.get("/v1/checkout/sessions/\(id)")
      #expect(done["status"] == "complete" && done["amount_total"] == 2681)
      let intent = try await server.client.get(
        "/v1/payment_intents/\(done["payment_intent"]?.string ?? "")")
      #expect(intent["amount_received"] == 2681)
    }
  }

  @Test("tells of a declined card, and takes another")
  func declined() async throws {
    try await PageServer.run { server in
      let session = try await Self.session(server)
      let path = try server.path(session["url"])
      let declined = try await server.post(
        path, ["action": "pay", "email": "ann@example.com", "card": "4000000000000002"])
      #expect(declined.status == 402)
      #expect(declined.body.contains("Your card was declined."))
      #expect(declined.body.contains("value=\"ann@example.com\""))
      let wrong = try await server.post(
        path, ["action": "pay", "email": "ann@example.com", "number": "4242424242424241"])
      #expect(wrong.body.contains("Your card number is incorrect."))
      let paid = try await server.post(
        path, ["action": "pay", "email": "ann@example.com", "number": "5555 5555 5555 4444"])
      #expect(paid.status == 303)
      #expect(try await server.client.rows("/v1/payment_intents").count == 1)
    }
  }

  @Test("asks the customer to authenticate, who fails and then succeeds")
  func authentication() async throws {
    try await PageServer.run { server in
      let session = try await Self.session(server)
      let path = try server.path(session["url"])
      func pay() async throws -> String {
        let asked = try await server.post(
          path, ["action": "pay", "email": "a@example.com", "card": "4000002760003184"])
        #expect(asked.body.contains("Complete authentication"))
        return try #require(asked.values(of: "payment_method").first)
      }
      func end(_ outcome: String) async throws -> PageAnswer {
        try await server.post(
          path,
          ["email": "a@example.com", "payment_method": pay(), "authentication": outcome])
      }
      let failed = try await end("fail")
      #expect(failed.body.contains("has failed authentication"))
      let intent = try await server.client.rows("/v1/payment_intents")[0]
      #expect(intent["status"] == "requires_payment_method")
      #expect(
        intent["last_payment_error"]?["code"] == "payment_intent_authentication_failure")
      #expect(try await end("complete").location == "http://127.0.0.1:1/ok?s=\(session.id)")
    }
  }

  @Test("asks for what the session asks for")
  func entries() async throws {
    try await PageServer.run { server in
      let session = try await Self.session(
        server,
        [
          "billing_address_collection": "required", "phone_number_collection": ["enabled": true],
          "shipping_address_collection": ["allowed_countries": ["US"]],
          "custom_fields": [
            [
              "key": "engraving", "type": "text",
              "label": ["type": "custom", "custom": "Engraving"],
            ]
          ],
        ])
      let path = try server.path(session["url"])
      func pay(_ country: String, _ engraving: String) async throws -> PageAnswer {
        try await server.post(
          path,
          [
            "action": "pay", "email": "a@example.com", "name": "Ann", "phone": "+1555",
            "address[line1]": "1 Main St", "address[country]": "US", "shipping[name]": "Bob",
            "shipping[line1]": "2 Side St", "shipping[country]": country,
            "custom[engraving]": engraving,
          ])
      }
      #expect(try await pay("FR", "x").body.contains("This is not sent to FR."))
      #expect(try await pay("US", "").body.contains("Enter Engraving."))
      #expect(try await pay("US", "To Ann").status == 303)
      let after = try await server.client.get("/v1/checkout/sessions/\(session.id)")
      #expect(after["custom_fields"]?[0]?["text"]?["value"] == "To Ann")
      #expect(after["customer_details"]?["address"]?["line1"] == "1 Main St")
      #expect(after["customer_details"]?["phone"] == "+1555")
      let shipped = after["collected_information"]?["shipping_details"]
      #expect(shipped?["name"] == "Bob" && shipped?["address"]?["line1"] == "2 Side St")
      let intent = try await server.client.rows("/v1/payment_intents")[0]
      #expect(intent["shipping"]?["name"] == "Bob")
    }
  }

  @Test("begins a subscription, and saves a card")
  func otherModes() async throws {
    try await PageServer.run { server in
      let customer = try await server.client.post("/v1/customers", ["email": "a@example.com"]).id
      let price = try await server.client.monthlyPrice(2000)
      let subscribing = try await Self.session(
        server,
        [
          "mode": "subscription", "customer": .string(customer),
          "line_items": [["price": .string(price), "quantity": 1]],
        ])
      let path = try server.path(subscribing["url"])
      #expect(try await server.get(path).body.contains("Subscribe for $20.00"))
      #expect(try await server.post(path, ["action": "pay", "name": "A"]).status == 303)
      let subscription = try await server.client.rows("/v1/subscriptions")[0]
      #expect(subscription["status"] == "active")
      let saving = try await Self.session(
        server, ["mode": "setup", "currency": "usd", "customer": .string(customer)])
      let setup = try server.path(saving["url"])
      #expect(try await server.post(setup, ["action": "pay", "name": "A"]).status == 303)
      let intent = try await server.client.rows("/v1/setup_intents")[0]
      #expect(intent["status"] == "succeeded" && intent["customer"]?.string == customer)
    }
  }

  @Test("says that a session has expired, which time brings about")
  func expiry() async throws {
    try await PageServer.run { server in
      let session = try await Self.session(server)
      let path = try server.path(session["url"])
      server.client.time.advance(86_401)
      let page = try await server.get(path)
      #expect(page.status == 410 && page.body.contains("has expired"))
      #expect(try await server.client.eventNames().contains("checkout.session.expired"))
    }
  }

  @Test("has Stripe's address where no server shows it")
  func embedded() async throws {
    let client = try SandboxClient()
    let price = try await client.monthlyPrice(100)
    let session = try await client.post(
      "/v1/checkout/sessions",
      [
        "mode": "subscription", "success_url": "https://example.com",
        "line_items": [["price": .string(price), "quantity": 1]],
      ])
    #expect(session["url"]?.string?.hasPrefix("https://checkout.stripe.com/c/pay/") == true)
  }
}
