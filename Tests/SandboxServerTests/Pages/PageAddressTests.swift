import JSON
import SandboxTesting
import StripeWire
import Synchronization
import Testing

@testable import SandboxServer
@testable import StripeSandbox

@Suite("the addresses of pages") struct PageAddressTests {
  /// Objects with pages: their paths in the API, and the fields that hold addresses.
  private func make(_ client: SandboxClient) async throws -> [(String, String)] {
    let customer = try await client.payingCustomer()
    let price = try await client.post(
      "/v1/prices",
      ["currency": "usd", "unit_amount": 700, "product_data": ["name": "Tea"]]
    ).id
    let items: JSONValue = [["price": .string(price), "quantity": 1]]
    let session = try await client.post(
      "/v1/checkout/sessions",
      [
        "mode": "payment", "success_url": "https://example.com", "line_items": items,
        "metadata": ["url": "https://buy.stripe.com/test_other"],
      ]
    ).id
    let link = try await client.post("/v1/payment_links", ["line_items": items]).id
    _ = try await client.post(
      "/v1/invoiceitems", ["customer": .string(customer), "amount": 100, "currency": "usd"])
    let invoice = try await client.post(
      "/v1/invoices",
      ["customer": .string(customer), "pending_invoice_items_behavior": "include"]
    ).id
    _ = try await client.post("/v1/invoices/\(invoice)/finalize")
    let charge = try await client.post(
      "/v1/payment_intents",
      [
        "amount": 900, "currency": "usd", "payment_method": "pm_card_visa", "confirm": true,
        "return_url": "https://example.com",
      ])["latest_charge"]?.string
    return [
      ("/v1/checkout/sessions/\(session)", "url"), ("/v1/payment_links/\(link)", "url"),
      ("/v1/invoices/\(invoice)", "hosted_invoice_url"),
      ("/v1/invoices/\(invoice)", "invoice_pdf"),
      ("/v1/charges/\(charge ?? "")", "receipt_url"),
    ]
  }

  @Test("follow the server, and leave no port in the file")
  func served() async throws {
    let client = try SandboxClient()
    var places: [(String, String)] = []
    try await PageServer.run(client) { _ in places = try await make(client) }
    try await PageServer.run(client) { server in
      for (path, field) in places {
        let object = try await client.get(path)
        let page = try await server.get(server.path(object[field]))
        #expect([200, 303].contains(page.status), "\(path) \(field)")
        #expect(object["metadata"]?["url"]?.string?.hasPrefix("http://127") != true)
      }
      let listed = try await client.rows("/v1/payment_links")
      _ = try server.path(listed[0]["url"])
      let event = try await client.rows("/v1/events", ["type": "payment_link.created"])[0]
      _ = try server.path(event["data"]?["object"]?["url"])
    }
    let lines = Mutex<[String]>([])
    try await client.sandbox.export { line in
      lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
    }
    let text = lines.withLock { $0.joined() }
    #expect(text.contains("https://buy.stripe.com/test_plink_") && !text.contains("127.0.0.1"))
  }

  @Test("have Stripe's shape where nothing is served")
  func embedded() async throws {
    let client = try SandboxClient()
    for (path, field) in try await make(client) {
      let address = try await client.get(path)[field]?.string ?? ""
      #expect(address.hasPrefix("https://") && address.contains(".stripe.com/"), "\(address)")
    }
  }

  @Test("are found in the fields that hold them only")
  func fields() {
    let rendering = RenderedAddresses(base: Array("http://h:1".utf8))
    func rendered(_ text: String) -> String {
      String(decoding: rendering.rendered(Array(text.utf8)), as: UTF8.self)
    }
    #expect(
      rendered(#"{"url": "https://buy.stripe.com/test_plink_1", "a": 1}"#)
        == #"{"url": "http://h:1/b/plink_1", "a": 1}"#)
    #expect(
      rendered(#"[{"url":"https://buy.stripe.com/r/test_cs_1"},{}]"#)
        == #"[{"url":"http://h:1/r/cs_1"},{}]"#)
    #expect(
      rendered(#"[{"url":"https://checkout.stripe.com/c/pay/cs_2#ab"},{"url":""}]"#)
        == #"[{"url":"http://h:1/c/pay/cs_2"},{"url":""}]"#)
    for other in [
      #"{"note": "https://buy.stripe.com/test_plink_1"}"#,
      #"{"url": "https://buy.stripe.com/else/test_plink_1"}"#,
      #"{"url": "x https://buy.stripe.com/test_plink_1"}"#, #"{"url": ".stripe.com/"#,
      ".stripe.com/", "",
    ] {
      #expect(rendered(other) == other)
    }
  }
}
