import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Discounts of customers, and the invoices that inherit them. Requests of the newest version
/// cannot give one, so that these give it beneath them.
@Suite struct CustomerDiscountTests {
  let client: SandboxClient
  let customer: String

  init() async throws {
    client = try SandboxClient()
    customer = try await client.payingCustomer()
  }

  private func coupon(_ fields: JSONObject) async throws -> String {
    try await client.post("/v1/coupons", fields).id
  }

  private func change(_ parameters: JSONObject) async throws {
    let (sandbox, id) = (client.sandbox, customer)
    try await sandbox.store.write { transaction in
      let workspace = Workspace(transaction, sandbox.environment)
      var customer = try workspace.get(Customer.self, id)
      try CustomerDiscounts(workspace: workspace).change(&customer, by: Parameters(parameters))
      try workspace.save(customer)
      try workspace.finish()
    }
  }

  private func invoice(_ extra: JSONObject = [:]) async throws -> JSONObject {
    _ = try await client.post(
      "/v1/invoiceitems",
      ["customer": .string(customer), "amount": 1000, "currency": "usd"])
    var fields: JSONObject = [
      "customer": .string(customer), "pending_invoice_items_behavior": "include",
    ]
    for member in extra.members { fields[member.key] = member.value }
    return try await client.post("/v1/invoices", fields)
  }

  private func names() async throws -> [String] {
    try await client.eventNames().filter { $0.hasPrefix("customer.discount") }
  }

  @Test func `an invoice has its customer's discount unless it says otherwise`() async throws {
    let tenth = try await coupon(["percent_off": 10])
    try await change(["coupon": .string(tenth)])
    let shown = try await client.get("/v1/customers/\(customer)")["discount"]
    #expect(shown?["source"]?["coupon"] == .string(tenth))
    #expect(try await invoice()["total"] == 900)
    #expect(try await invoice(["discounts": ""])["total"] == 1000)
    let half = try await coupon(["percent_off": 50])
    #expect(try await invoice(["discounts": [["coupon": .string(half)]]])["total"] == 500)
    #expect(try await client.get("/v1/coupons/\(tenth)")["times_redeemed"] == 1)
  }

  @Test func `a subscription's own discount goes before the customer's`() async throws {
    let price = try await client.monthlyPrice(2000)
    try await change(["coupon": .string(coupon(["percent_off": 10]))])
    func total(_ extra: JSONObject) async throws -> JSONValue? {
      var fields: JSONObject = [
        "customer": .string(customer), "items": [["price": .string(price)]],
        "expand": ["latest_invoice"],
      ]
      for member in extra.members { fields[member.key] = member.value }
      return try await client.post("/v1/subscriptions", fields)["latest_invoice"]?["total"]
    }
    #expect(try await total([:]) == 1800)
    let half = try await coupon(["percent_off": 50])
    #expect(try await total(["discounts": [["coupon": .string(half)]]]) == 1000)
  }

  @Test func `what is for once is on one final invoice`() async throws {
    try await change(["coupon": .string(coupon(["percent_off": 10, "duration": "once"]))])
    let first = try await invoice()
    #expect(first["total"] == 900)
    _ = try await client.post("/v1/invoices/\(first.id)/finalize")
    #expect(try await invoice()["total"] == 1000)
  }

  @Test func `what is over or of another currency is on none`() async throws {
    try await change(
      ["coupon": .string(coupon(["amount_off": 100, "currency": "eur", "duration": "forever"]))])
    #expect(try await invoice()["total"] == 1000)
    try await change([
      "coupon": .string(
        coupon(["percent_off": 10, "duration": "repeating", "duration_in_months": 1]))
    ])
    #expect(try await invoice()["total"] == 900)
    client.time.advance(40 * 86_400)
    #expect(try await invoice()["total"] == 1000)
  }

  @Test func `each change of a discount is told of once`() async throws {
    try await change(["coupon": .string(coupon(["percent_off": 10]))])
    #expect(try await names() == ["customer.discount.created"])
    try await change(["coupon": .string(coupon(["percent_off": 20]))])
    #expect(try await names() == ["customer.discount.created", "customer.discount.updated"])
    try await change(["coupon": nil])
    #expect(try await names().last == "customer.discount.deleted")
    #expect(try await client.get("/v1/customers/\(customer)")["discount"]?.isNull == true)
    try await change(["coupon": .string(coupon(["percent_off": 10]))])
    _ = try await client.delete("/v1/customers/\(customer)/discount")
    #expect(try await client.get("/v1/customers/\(customer)")["discount"]?.isNull == true)
  }
}
