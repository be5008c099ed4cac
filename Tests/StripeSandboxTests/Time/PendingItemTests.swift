import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Pending items that are billed more often than the periods end.
@Suite struct PendingItemTests {
  @Test func `pending items are billed at their interval`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 1, 31))
    let made = try await shop.subscribe(
      try await shop.price(12_000, "year"),
      ["pending_invoice_item_interval": ["interval": "month"]])
    let first = midnight(2026, 2, 28)
    #expect(made["next_pending_invoice_item_invoice"] == .integer(first))
    #expect(made["pending_invoice_item_interval"] == ["interval": "month", "interval_count": 1])
    try await shop.advance(by: 10 * 86_400)
    for (amount, subscription) in [(500, JSONValue.string(made.id)), (70, .null)] {
      var item: JSONObject = [
        "customer": .string(shop.customer), "amount": .integer(amount), "currency": "usd",
      ]
      if subscription != .null { item["subscription"] = subscription }
      _ = try await shop.client.post("/v1/invoiceitems", item)
    }
    let preview = try await shop.client.post(
      "/v1/invoices/create_preview", ["subscription": .string(made.id)])
    try await shop.advance(to: first + 3600)
    let invoice = try #require(try await shop.invoices().last)
    #expect(invoice["billing_reason"] == "automatic_pending_invoice_item_invoice")
    #expect(invoice["total"] == 500 && invoice["status"] == "paid")
    #expect(PreviewTests.essence(preview) == PreviewTests.essence(invoice))
    let later = try await shop.subscription(made.id)
    #expect(later["next_pending_invoice_item_invoice"] == .integer(midnight(2026, 3, 31)))
    try await shop.advance(to: midnight(2026, 4, 2))
    #expect(try await shop.invoices().map { $0["total"] } == [12_000, 500])
    // A renewal bills all that is pending itself: 12000 + 70.
    try await shop.advance(to: midnight(2027, 1, 31) + 3600)
    #expect(try await shop.invoices().map { $0["total"] } == [12_000, 500, 12_070])
  }

  @Test func `an interval can be taken away`() async throws {
    let shop = try await ClockedShop()
    let made = try await shop.subscribe(
      try await shop.price(1000, "year"),
      ["pending_invoice_item_interval": ["interval": "week", "interval_count": 2]])
    let cleared = try await shop.update(made.id, ["pending_invoice_item_interval": ""])
    #expect(cleared["pending_invoice_item_interval"] == .null)
    #expect(cleared["next_pending_invoice_item_invoice"] == .null)
  }
}
