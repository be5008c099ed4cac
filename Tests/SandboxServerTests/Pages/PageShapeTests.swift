import JSON
import SandboxTesting
import Testing

@testable import SandboxServer
@testable import StripeSandbox

/// What every page has, for those who see it, hear it or would attack it.
@Suite("every page") struct PageShapeTests {
  private static let evil = "<script>alert(1)</script>"

  /// The paths of pages of each kind, about objects with a hostile name.
  private func paths(_ server: PageServer) async throws -> [String] {
    let client = server.client
    let name = JSONValue.string(Self.evil)
    let customer = try await client.post("/v1/customers", ["name": name, "email": "a@example.com"])
    let product = try await client.post("/v1/products", ["name": name]).id
    let price = try await client.post(
      "/v1/prices", ["currency": "usd", "unit_amount": 900, "product": .string(product)]
    ).id
    _ = try await client.post(
      "/v1/invoiceitems",
      [
        "customer": .string(customer.id), "amount": 4200, "currency": "usd", "description": name,
      ])
    let draft = try await client.post(
      "/v1/invoices",
      [
        "customer": .string(customer.id), "collection_method": "send_invoice",
        "days_until_due": 30, "pending_invoice_items_behavior": "include", "footer": name,
      ])
    let invoice = try await client.post("/v1/invoices/\(draft.id)/finalize")
    let session = try await CheckoutPageTests.session(
      server,
      [
        "line_items": [["price": .string(price), "quantity": 1]],
        "optional_items": [["price": .string(price), "quantity": 1]],
        "custom_text": ["submit": ["message": name]], "tax_id_collection": ["enabled": true],
        "shipping_address_collection": ["allowed_countries": ["DE"]],
        "billing_address_collection": "required",
        "name_collection": ["business": ["enabled": true]],
      ])
    let configuration = try await client.post(
      "/v1/billing_portal/configurations",
      [
        "features": [
          "customer_update": [
            "enabled": true, "allowed_updates": ["name", "address", "shipping", "tax_id"],
          ],
          "invoice_history": ["enabled": true], "payment_method_update": ["enabled": true],
        ], "login_page": ["enabled": true], "business_profile": ["headline": name],
      ])
    let portal = try await server.path(
      client.post(
        "/v1/billing_portal/sessions",
        [
          "customer": .string(customer.id), "configuration": .string(configuration.id),
        ])["url"])
    return [
      "/", "/objects/customer", "/objects/customer/\(customer.id)", "/objects/event",
      "/objects/customer/\(customer.id)/events", "/deliveries", "/clocks", "/search?id=x",
      try server.path(session["url"]), try server.path(invoice["hosted_invoice_url"]),
      try server.path(invoice["invoice_pdf"]), portal, "\(portal)/details", "\(portal)/tax_ids",
      "\(portal)/payment_method", try server.path(configuration["login_page"]?["url"]),
    ]
  }

  @Test("has a language, one heading, labels, and no script")
  func shape() async throws {
    try await PageServer.run { server in
      for path in try await paths(server) {
        let page = try await server.get(path)
        #expect(page.body.contains("<html lang=\"en\">"), "\(path)")
        #expect(page.body.split(separator: "<h1").count == 2, "\(path)")
        #expect(page.body.contains("<main id=\"main\""), "\(path)")
        #expect(!page.body.contains("<script"), "\(path)")
        #expect(
          page.headers["content-security-policy"]
            == "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'")
        checkLabels(page.body, path)
        checkIDs(page.body, path)
      }
    }
  }

  private func attribute(_ name: String, of tag: Substring) -> String? {
    let parts = tag.split(separator: " \(name)=\"", omittingEmptySubsequences: false)
    return parts.count < 2 ? nil : String(parts[1].prefix { $0 != "\"" })
  }

  private func checkLabels(_ body: String, _ path: String) {
    for kind in ["<input", "<select"] {
      for part in body.split(separator: kind, omittingEmptySubsequences: false).dropFirst() {
        let tag = part.prefix { $0 != ">" }
        if ["hidden", "radio", "checkbox"].contains(attribute("type", of: tag)) { continue }
        let id = attribute("id", of: tag) ?? "?"
        #expect(body.contains("<label for=\"\(id)\""), "\(path): \(tag)")
      }
    }
  }

  private func checkIDs(_ body: String, _ path: String) {
    let ids = body.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(Set(ids).count == ids.count, "\(path): \(ids)")
  }

  @Test("of what is closed says so")
  func closed() async throws {
    try await PageServer.run { server in
      let client = server.client
      let customer = try await client.post("/v1/customers")
      _ = try await client.post(
        "/v1/invoiceitems",
        ["customer": .string(customer.id), "amount": 4200, "currency": "usd"])
      let draft = try await client.post(
        "/v1/invoices",
        [
          "customer": .string(customer.id), "collection_method": "send_invoice",
          "days_until_due": 30, "pending_invoice_items_behavior": "include",
        ]
      ).id
      for path in ["/i/\(draft)", "/i/\(draft)/pdf"] {
        #expect(try await server.get(path).status == 404)
      }
      _ = try await client.post("/v1/invoices/\(draft)/finalize")
      _ = try await client.post("/v1/invoices/\(draft)/void")
      let page = try await server.get("/i/\(draft)")
      #expect(page.body.contains(">void<") && !page.body.contains("<form"))
      #expect(
        try await server.post("/i/\(draft)", ["card": "4242424242424242"]).body
          .contains("can no longer be paid"))
    }
  }
}
