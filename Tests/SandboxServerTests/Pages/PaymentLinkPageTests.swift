import JSON
import SandboxTesting
import Testing

@testable import SandboxServer
@testable import StripeSandbox

@Suite("the page of a payment link") struct PaymentLinkPageTests {
  private func link(_ server: PageServer, _ further: JSONObject = [:]) async throws -> JSONObject {
    var parameters: JSONObject = [
      "line_items": [["price": try await CheckoutPageTests.price(server, 900), "quantity": 1]]
    ]
    for member in further.members { parameters[member.key] = member.value }
    return try await server.client.post("/v1/payment_links", parameters)
  }

  /// Visits a link and pays.
  private func pay(
    _ server: PageServer, _ link: JSONObject, query: String = "",
    _ form: KeyValuePairs<String, String> = ["action": "pay", "email": "a@example.com"]
  ) async throws -> PageAnswer {
    let visit = try await server.get(server.path(link["url"]) + query)
    return try await server.post(#require(visit.location), form)
  }

  @Test("begins a session at each visit, and thanks after it")
  func hosted() async throws {
    try await PageServer.run { server in
      let link = try await link(
        server,
        [
          "metadata": ["campaign": "spring"],
          "after_completion": [
            "type": "hosted_confirmation", "hosted_confirmation": ["custom_message": "Merci!"],
          ],
        ])
      let paid = try await pay(server, link, query: "?client_reference_id=r1")
      #expect(try await server.get(#require(paid.location)).body.contains("Merci!"))
      let session = try await server.client.rows("/v1/checkout/sessions")[0]
      #expect(session["payment_link"]?.string == link.id)
      #expect(session["client_reference_id"] == "r1")
      #expect(session["metadata"]?["campaign"] == "spring")
      #expect(session["payment_status"] == "paid")
    }
  }

  @Test("sells optional items, and pays for whom it says")
  func further() async throws {
    try await PageServer.run { server in
      let extra = try await CheckoutPageTests.price(server, 100)
      let link = try await link(server, ["optional_items": [["price": extra, "quantity": 1]]])
      let visit = try await server.get(server.path(link["url"]))
      let paid = try await server.post(
        #require(visit.location),
        [
          "action": "pay", "email": "a@example.com", "has_options": "1",
          "optional[\(extra.string ?? "")]": "yes",
        ])
      #expect(paid.status == 303, "\(paid.body)")
      let session = try await server.client.rows("/v1/checkout/sessions")[0]
      #expect(session["amount_total"] == 1000)
      _ = try await server.client.post("/v1/payment_links/\(link.id)", ["active": false])
      let closed = try await server.get(server.path(link["url"]))
      #expect(closed.status == 404 && closed.body.contains("This link is not active"))
      let price = try await server.client.monthlyPrice(900)
      let refused = try await server.client.refusal(
        .post, "/v1/payment_links",
        [
          "line_items": [["price": .string(price), "quantity": 1]],
          "application_fee_percent": 10,
        ])
      #expect(refused.param == "application_fee_percent")
    }
  }

  @Test("leads elsewhere, and closes once it was used often enough")
  func limited() async throws {
    try await PageServer.run { server in
      let link = try await link(
        server,
        [
          "after_completion": [
            "type": "redirect",
            "redirect": ["url": "http://127.0.0.1:1/t?s={CHECKOUT_SESSION_ID}"],
          ],
          "restrictions": ["completed_sessions": ["limit": 1]], "inactive_message": "Sold out.",
        ])
      let paid = try await pay(server, link)
      #expect(paid.location?.hasPrefix("http://127.0.0.1:1/t?s=cs_test_") == true)
      let closed = try await server.get(server.path(link["url"]))
      #expect(closed.status == 404 && closed.body.contains("Sold out."))
      let after = try await server.client.get("/v1/payment_links/\(link.id)")
      #expect(after["active"] == false)
      #expect(after["restrictions"]?["completed_sessions"]?["count"] == 1)
    }
  }

  @Test("lets the customer set a price that is open")
  func donation() async throws {
    try await PageServer.run { server in
      let price = try await server.client.post(
        "/v1/prices",
        [
          "currency": "usd", "custom_unit_amount": ["enabled": true, "minimum": 500],
          "product_data": ["name": "Donation"],
        ]
      ).id
      let link = try await link(
        server,
        ["line_items": [["price": .string(price), "quantity": 1]], "submit_type": "donate"])
      let visit = try await server.get(server.path(link["url"]))
      let path = try #require(visit.location)
      let session = String(path.dropFirst("/c/pay/".count))
      let item = try await server.client.rows("/v1/checkout/sessions/\(session)/line_items")[0].id
      let none = try await server.post(path, ["action": "pay", "email": "a@example.com"])
      #expect(none.body.contains("Enter an amount for Donation."))
      let low = try await server.post(
        path, ["action": "update", "currency": "usd", "amount[\(item)]": "1"])
      #expect(low.body.contains("The amount must be from $5.00"))
      let paid = try await server.post(
        path,
        [
          "action": "pay", "currency": "usd", "amount[\(item)]": "12.5",
          "email": "a@example.com",
        ])
      #expect(paid.location == "/c/done/\(session)")
      #expect(try await server.client.rows("/v1/payment_intents")[0]["amount"] == 1250)
    }
  }

  @Test("sells what recurs, and prices that were made for it")
  func subscription() async throws {
    try await PageServer.run { server in
      let link = try await link(
        server,
        [
          "line_items": [
            [
              "quantity": 1,
              "price_data": [
                "currency": "usd", "unit_amount": 700, "product_data": ["name": "Club"],
                "recurring": ["interval": "month"],
              ],
            ]
          ]
        ])
      #expect(try await pay(server, link).location?.hasPrefix("/c/done/") == true)
      #expect(try await server.client.rows("/v1/subscriptions")[0]["status"] == "active")
    }
  }
}
