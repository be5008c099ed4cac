import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// What becomes of renewals that cannot be paid.
@Suite struct DunningTests {
  private static let day = 86_400

  /// A subscription whose card is refused from the second payment on.
  private func failing(_ billing: BillingSettings) async throws -> (ClockedShop, String) {
    let shop = try await ClockedShop(SandboxClient(billing: billing))
    let made = try await shop.subscribe(try await shop.price(1000))
    let bad = try await shop.client.post(
      "/v1/payment_methods/pm_card_chargeCustomerFail/attach",
      ["customer": .string(shop.customer)])
    _ = try await shop.client.post(
      "/v1/customers/\(shop.customer)",
      ["invoice_settings": ["default_payment_method": .string(bad.id)]])
    try await shop.advance(to: 1_772_280_000 + 3600)
    return (shop, made.id)
  }

  @Test(arguments: [
    (BillingSettings.AfterRetries.cancel, "canceled"), (.unpaid, "unpaid"), (.pastDue, "past_due"),
  ])
  func `payments are tried again, and then the subscription ends as is set`(
    _ setting: BillingSettings.AfterRetries, _ status: String
  ) async throws {
    let settings = BillingSettings(retryDays: [3, 5], afterRetries: setting)
    let (shop, id) = try await failing(settings)
    var invoice = try await shop.invoices()[1]
    let finalized = 1_772_280_000 + 3600
    #expect(invoice["status"] == "open")
    #expect(invoice["attempt_count"] == 1)
    #expect(invoice["next_payment_attempt"] == .integer(finalized + 3 * Self.day))
    #expect(try await shop.subscription(id)["status"] == "past_due")
    #expect(try await shop.client.get("/v1/customers/\(shop.customer)")["delinquent"] == true)
    try await shop.advance(to: finalized + 3 * Self.day)
    invoice = try await shop.invoices()[1]
    #expect(invoice["attempt_count"] == 2)
    #expect(invoice["next_payment_attempt"] == .integer(finalized + 8 * Self.day))
    try await shop.advance(to: finalized + 8 * Self.day)
    invoice = try await shop.invoices()[1]
    #expect(invoice["attempt_count"] == 3)
    #expect(invoice["next_payment_attempt"] == .null)
    #expect(try await shop.subscription(id)["status"] == .string(status))
    let failures = try await shop.client.eventNames().filter { $0 == "invoice.payment_failed" }
    #expect(failures.count == 3)
  }

  @Test func `a good card in time brings the subscription back`() async throws {
    let (shop, id) = try await failing(BillingSettings())
    let good = try await shop.client.post(
      "/v1/payment_methods/pm_card_mastercard/attach", ["customer": .string(shop.customer)])
    _ = try await shop.update(id, ["default_payment_method": .string(good.id)])
    try await shop.advance(by: 3 * Self.day)
    #expect(try await shop.subscription(id)["status"] == "active")
    #expect(try await shop.invoices()[1]["status"] == "paid")
    #expect(try await shop.client.get("/v1/customers/\(shop.customer)")["delinquent"] == false)
  }

  @Test func `an unpaid subscription makes drafts that stay drafts`() async throws {
    let (shop, id) = try await failing(BillingSettings(retryDays: [], afterRetries: .unpaid))
    #expect(try await shop.subscription(id)["status"] == "unpaid")
    try await shop.advance(to: midnight(2026, 4, 2))
    let invoices = try await shop.invoices()
    #expect(invoices.map { $0["status"] } == ["paid", "open", "draft"])
    #expect(invoices[2]["auto_advance"] == false)
  }
}
