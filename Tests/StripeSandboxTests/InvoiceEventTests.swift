import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

@Suite("Events of billing")
struct InvoiceEventTests {
  let client: SandboxClient
  let customer: String

  init() async throws {
    client = try SandboxClient()
    customer = try await client.post("/v1/customers", ["email": "ada@example.com"]).id
  }

  /// The types of events about these objects, oldest first.
  private func events(_ prefixes: String...) async throws -> [String] {
    try await client.rows("/v1/events", ["limit": 100])
      .compactMap { $0["type"]?.string }
      .filter { type in prefixes.contains { type.hasPrefix("\($0).") } }
      .reversed()
  }

  private func draft(_ amount: Int, _ extra: JSONObject = [:]) async throws -> String {
    _ = try await client.post(
      "/v1/invoiceitems",
      ["customer": .string(customer), "amount": .integer(amount), "currency": "usd"])
    var parameters: JSONObject = [
      "customer": .string(customer), "pending_invoice_items_behavior": "include",
    ]
    parameters.members += extra.members
    return try await client.post("/v1/invoices", parameters).id
  }

  @Test func `a paid draft went through all states`() async throws {
    let card = try await client.post(
      "/v1/payment_methods/pm_card_visa/attach", ["customer": .string(customer)])
    let id = try await draft(2000)
    _ = try await client.post(
      "/v1/invoices/\(id)/pay", ["payment_method": .string(card.id)])
    #expect(
      try await events("invoice") == [
        "invoice.created", "invoice.finalized", "invoice.paid", "invoice.payment_succeeded",
        "invoice.updated",
      ])
    #expect(try await events("invoice_payment") == ["invoice_payment.paid"])
    #expect(try await events("invoiceitem") == ["invoiceitem.created"])
  }

  @Test func `what is paid outside is paid without a payment`() async throws {
    let id = try await draft(2000)
    _ = try await client.post("/v1/invoices/\(id)/pay", ["paid_out_of_band": true])
    let types = try await events("invoice")
    #expect(types.contains("invoice.paid"))
    #expect(!types.contains("invoice.payment_succeeded"))
  }

  @Test func `sending, voiding, giving up and deleting are told`() async throws {
    let sent = try await draft(
      2000, ["collection_method": "send_invoice", "days_until_due": 7])
    _ = try await client.post("/v1/invoices/\(sent)/send")
    _ = try await client.post("/v1/invoices/\(sent)/void")
    let lost = try await draft(700)
    _ = try await client.post("/v1/invoices/\(lost)/finalize")
    _ = try await client.post("/v1/invoices/\(lost)/mark_uncollectible")
    _ = try await client.delete("/v1/invoices/\(draft(10))")
    let types = Set(try await events("invoice"))
    #expect(
      types.isSuperset(of: [
        "invoice.sent", "invoice.voided", "invoice.marked_uncollectible", "invoice.deleted",
      ]))
    #expect(try await events("invoiceitem").contains("invoiceitem.deleted"))
  }

  @Test func `a refused card is told`() async throws {
    let card = try await client.post(
      "/v1/payment_methods/pm_card_chargeCustomerFail/attach", ["customer": .string(customer)])
    let id = try await draft(2000)
    _ = try await client.refusal(
      .post, "/v1/invoices/\(id)/pay", ["payment_method": .string(card.id)])
    #expect(try await events("invoice").contains("invoice.payment_failed"))
  }

  @Test func `coupons, codes, rates and discounts are told`() async throws {
    let coupon = try await client.post("/v1/coupons", ["percent_off": 10, "duration": "once"]).id
    let code = try await client.post(
      "/v1/promotion_codes", ["promotion": ["type": "coupon", "coupon": .string(coupon)]])
    _ = try await client.post("/v1/promotion_codes/\(code.id)", ["active": false])
    _ = try await client.post("/v1/coupons/\(coupon)", ["name": "renamed"])
    _ = try await client.delete("/v1/coupons/\(coupon)")
    #expect(
      try await events("coupon") == ["coupon.created", "coupon.updated", "coupon.deleted"])
    #expect(
      try await events("promotion_code") == ["promotion_code.created", "promotion_code.updated"])
    let deleted = try await client.rows("/v1/events", ["type": "coupon.deleted"]).first
    #expect(deleted?["data"]?["object"]?["valid"] == false)
    let rate = try await client.post(
      "/v1/tax_rates", ["display_name": "VAT", "inclusive": true, "percentage": 10])
    #expect(rate["effective_percentage"] == 10)
    _ = try await client.post("/v1/tax_rates/\(rate.id)", ["active": false])
    #expect(try await events("tax_rate") == ["tax_rate.created", "tax_rate.updated"])
    let other = try await client.post("/v1/coupons", ["percent_off": 10]).id
    _ = try await draft(1000, ["discounts": [["coupon": .string(other)]]])
    #expect(try await events("customer.discount").isEmpty)
  }

  @Test func `a subscription's discount comes and goes`() async throws {
    let coupon = try await client.post("/v1/coupons", ["percent_off": 10, "duration": "forever"])
    let price = try await client.post(
      "/v1/prices",
      [
        "currency": "usd", "unit_amount": 2500, "product_data": ["name": "Plan"],
        "recurring": ["interval": "month"],
      ])
    let subscription = try await client.post(
      "/v1/subscriptions",
      [
        "customer": .string(customer), "items": [["price": .string(price.id)]],
        "discounts": [["coupon": .string(coupon.id)]], "payment_behavior": "default_incomplete",
      ])
    let path = "/v1/subscriptions/\(subscription.id)"
    let gone = try await client.delete("\(path)/discount")
    #expect(gone["object"] == "discount")
    #expect(gone["deleted"] == true)
    #expect(try await client.get(path)["discounts"] == [])
    #expect(
      try await events("customer.discount") == [
        "customer.discount.created", "customer.discount.deleted",
      ])
    let none = try await client.refusal(.delete, "/v1/customers/\(customer)/discount")
    #expect(none.status == 404)
  }
}
