import JSON
import SandboxTesting
import Testing

@testable import SandboxServer
@testable import StripeSandbox

@Suite("what checkout sessions ask for") struct CheckoutOptionTests {
  @Test("optional items are added and taken away")
  func optionalItems() async throws {
    try await PageServer.run { server in
      let extra = try await CheckoutPageTests.price(server, 300)
      let session = try await CheckoutPageTests.session(
        server, ["optional_items": [["price": extra, "quantity": 2]]])
      let path = try server.path(session["url"])
      let key = "optional[\(extra.string ?? "")]"
      #expect(try await server.get(path).body.contains("Add to your order"))
      let more = try await server.post(
        path, ["action": "update", "has_options": "1", key: "yes"])
      #expect(more.body.contains("Pay $31.00"), "\(more.body)")
      let less = try await server.post(path, ["action": "update", "has_options": "1"])
      #expect(less.body.contains("Pay $25.00"))
      let paid = try await server.post(
        path,
        ["action": "pay", "has_options": "1", key: "yes", "email": "a@example.com", "name": "A"])
      #expect(paid.status == 303, "\(paid.body)")
      let after = try await server.client.get("/v1/checkout/sessions/\(session.id)")
      #expect(after["amount_total"] == 3100)
      let refused = try await server.client.refusal(
        .post, "/v1/checkout/sessions",
        [
          "mode": "payment", "success_url": "https://example.com",
          "line_items": [["price": extra, "quantity": 1]],
          "optional_items": [["price": "no", "quantity": 1]],
        ])
      #expect(refused.param == "optional_items[0][price]")
    }
  }

  @Test("names, tax ids and phone numbers are asked for and kept")
  func names() async throws {
    try await PageServer.run { server in
      let session = try await CheckoutPageTests.session(
        server,
        [
          "customer_creation": "always", "phone_number_collection": ["enabled": true],
          "name_collection": ["business": ["enabled": true]],
          "tax_id_collection": ["enabled": true],
          "custom_fields": [
            [
              "key": "size", "type": "numeric", "label": ["type": "custom", "custom": "Size"],
              "numeric": ["maximum_length": 2],
            ]
          ],
        ])
      let path = try server.path(session["url"])
      func pay(_ size: String, phone: String) async throws -> PageAnswer {
        try await server.post(
          path,
          [
            "action": "pay", "email": "a@example.com", "name": "A", "business_name": "Acme",
            "tax_type": "eu_vat", "tax_value": "DE123456789", "phone": phone,
            "custom[size]": size,
          ])
      }
      #expect(try await pay("12", phone: "").body.contains("Enter your phone number."))
      #expect(try await pay("123", phone: "+4930").body.contains("Size must have from 0 to 2"))
      #expect(try await pay("xl", phone: "+4930").body.contains("Size must be made of digits."))
      let paid = try await pay("12", phone: "+4930")
      #expect(paid.status == 303, "\(paid.body)")
      let after = try await server.client.get("/v1/checkout/sessions/\(session.id)")
      #expect(after["collected_information"]?["business_name"] == "Acme")
      #expect(after["customer_details"]?["tax_ids"]?[0]?["value"] == "DE123456789")
      let customer = after["customer"]?.string ?? ""
      #expect(try await server.client.rows("/v1/customers/\(customer)/tax_ids").count == 1)
    }
  }

  @Test("what expired is taken up again")
  func recovery() async throws {
    try await PageServer.run { server in
      let session = try await CheckoutPageTests.session(
        server,
        [
          "metadata": ["cart": "7"],
          "after_expiration": ["recovery": ["enabled": true, "allow_promotion_codes": true]],
        ])
      let path = try server.path(session["url"])
      let expired = try await server.client.post("/v1/checkout/sessions/\(session.id)/expire")
      let address = expired["after_expiration"]?["recovery"]?["url"]
      let page = try await server.get(path)
      #expect(page.status == 410 && page.body.contains(address?.string ?? "?"))
      let again = try #require(await server.get(server.path(address)).location)
      #expect(try await server.get(again).body.contains("Promotion code"))
      let paid = try await server.post(
        again, ["action": "pay", "email": "a@example.com", "name": "A"])
      #expect(paid.location?.hasPrefix("http://127.0.0.1:1/ok") == true, "\(paid.body)")
      let rows = try await server.client.rows("/v1/checkout/sessions")
      let new = try #require(rows.first { $0.id != session.id })
      #expect(new["recovered_from"]?.string == session.id)
      #expect(new["metadata"]?["cart"] == "7" && new["amount_total"] == 2500)
      server.client.time.advance(31 * 86_400)
      #expect(try await server.get(server.path(address)).status == 410)
    }
  }

  @Test("a session that a seller's page shows is paid here too, and leads back there")
  func embedded() async throws {
    try await PageServer.run { server in
      let price = try await CheckoutPageTests.price(server, 500)
      let session = try await server.client.post(
        "/v1/checkout/sessions",
        [
          "mode": "payment", "ui_mode": "embedded_page",
          "return_url": "http://127.0.0.1:1/r?s={CHECKOUT_SESSION_ID}",
          "line_items": [["price": price, "quantity": 1]],
        ])
      let paid = try await server.post(
        "/c/pay/\(session.id)", ["action": "pay", "email": "a@example.com", "name": "A"])
      #expect(paid.location == "http://127.0.0.1:1/r?s=\(session.id)", "\(paid.body)")
    }
  }

  @Test("a session that takes no cards says how it is completed")
  func otherTypes() async throws {
    try await PageServer.run { server in
      let session = try await CheckoutPageTests.session(
        server, ["allowed_payment_method_types": ["sepa_debit"]])
      let page = try await server.get(server.path(session["url"]))
      #expect(page.body.contains("/v1/payment_pages/\(session.id)/confirm"), "\(page.body)")
    }
  }

  private static let undone: [(String, JSONObject)] = [
    ("saved_payment_method_options", ["payment_method_save": "enabled"]),
    ("managed_payments[enabled]", ["enabled": true]),
    ("permissions", ["update_shipping_details": "server_only"]),
  ]

  @Test("what the page does not do is refused by name", arguments: undone)
  func refused(param: String, value: JSONObject) async throws {
    let client = try SandboxClient()
    let name = String(param.prefix { $0 != "[" })
    let error = try await client.refusal(
      .post, "/v1/checkout/sessions",
      ["mode": "setup", "success_url": "https://example.com", name: .object(value)])
    #expect(error.param == param && error.message.hasPrefix("The sandbox does not"))
  }
}
