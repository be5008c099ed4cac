import JSON
import SandboxTesting
import Testing

@testable import SandboxServer
@testable import StripeSandbox

@Suite("the page of an invoice") struct InvoicePageTests {
  private func invoice(_ server: PageServer) async throws -> JSONObject {
    let customer = try await server.client.post("/v1/customers", ["name": "Ann"]).id
    _ = try await server.client.post(
      "/v1/invoiceitems",
      [
        "customer": .string(customer), "amount": 4200, "currency": "usd",
        "description": "Consulting <i>fast</i>",
      ])
    let draft = try await server.client.post(
      "/v1/invoices",
      [
        "customer": .string(customer), "collection_method": "send_invoice", "days_until_due": 30,
        "pending_invoice_items_behavior": "include",
      ])
    return try await server.client.post("/v1/invoices/\(draft.id)/finalize")
  }

  @Test("takes another card after a declined one, and says that it is paid")
  func pays() async throws {
    try await PageServer.run { server in
      let invoice = try await invoice(server)
      let path = try server.path(invoice["hosted_invoice_url"])
      let page = try await server.get(path)
      #expect(page.body.contains("Consulting &lt;i&gt;fast&lt;/i&gt;"))
      #expect(page.body.contains("Pay $42.00"))
      let declined = try await server.post(path, ["card": "4000000000009995"])
      #expect(declined.body.contains("Your card has insufficient funds."))
      #expect(try await server.post(path, ["card": "4242424242424242"]).location == path)
      let paid = try await server.get(path)
      #expect(paid.body.contains(">paid<") && !paid.body.contains("<form"))
      #expect(try await server.post(path, [:]).body.contains("can no longer be paid"))
      #expect(
        try await server.client.get("/v1/invoices/\(invoice.id)")["status"] == "paid")
    }
  }

  @Test("asks the customer to authenticate")
  func authentication() async throws {
    try await PageServer.run { server in
      let invoice = try await invoice(server)
      let path = try server.path(invoice["hosted_invoice_url"])
      let asked = try await server.post(path, ["card": "4000002760003184"])
      #expect(asked.body.contains("Fail authentication"))
      let failed = try await server.post(path, ["authentication": "fail"])
      #expect(failed.body.contains("has failed authentication"))
      _ = try await server.post(path, ["card": "4000002760003184"])
      #expect(try await server.post(path, ["authentication": "complete"]).location == path)
      #expect(
        try await server.client.get("/v1/invoices/\(invoice.id)")["status"] == "paid")
    }
  }

  @Test("shows void ones without a form, and prints instead of drawing")
  func void() async throws {
    try await PageServer.run { server in
      let invoice = try await invoice(server)
      let paper = try await server.get(server.path(invoice["invoice_pdf"]))
      #expect(paper.status == 200)
      #expect(paper.body.contains("does not draw PDFs") && paper.body.contains("$42.00"))
      _ = try await server.client.post("/v1/invoices/\(invoice.id)/void")
      let page = try await server.get(server.path(invoice["hosted_invoice_url"]))
      #expect(page.body.contains(">void<") && !page.body.contains("<form"))
    }
  }
}
