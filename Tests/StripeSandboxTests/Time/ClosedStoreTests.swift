import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file that nobody has open while time passes, and the clocks of a sandbox.
@Suite struct ClosedStoreTests {
  @Test func `a month that nobody watched is made up for`() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "closed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "sandbox.sqlite").path
    let time = ManualClock()
    let start = time.now
    let id = try await subscribe(try SandboxClient(.file(path), time: time))
    time.advance(32 * 86_400)
    let later = try SandboxClient(.file(path), seed: 2, time: time)
    let invoices = try await later.rows("/v1/invoices")
    #expect(invoices.map { $0["status"] } == ["paid", "paid"])
    // A month after the start, and not when the file was opened.
    let renewed = try #require(invoices.first?["created"]?.integer)
    #expect(renewed < start + 32 * 86_400)
    #expect(renewed >= start + 30 * 86_400)
    #expect(
      try await later.get("/v1/subscriptions/\(id)")["latest_invoice"] == invoices.first?["id"])
    let events = try await later.rows("/v1/events", ["type": "invoice.paid"])
    #expect(events.first?["created"] == .integer(renewed + 3600))
    let third = try SandboxClient(.file(path), seed: 3, time: time)
    #expect(try await third.rows("/v1/invoices").count == 2)
  }

  private func subscribe(_ client: SandboxClient) async throws -> String {
    let customer = try await client.payingCustomer()
    return try await client.post(
      "/v1/subscriptions",
      [
        "customer": .string(customer),
        "items": [["price": .string(try await client.monthlyPrice(1000))]],
      ]
    ).id
  }

  @Test func `a test clock is advanced by steps that Stripe allows`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 1, 1))
    _ = try await shop.subscribe(try await shop.price(1000))
    let end = midnight(2027, 1, 1)
    let clock = try await SandboxTestClocks(shop.client.sandbox).advance(shop.clock) { _ in end }
    #expect(clock["frozen_time"] == .integer(end))
    #expect(try await shop.invoices().count == 13)
    let advances = try await shop.client.rows(
      "/v1/events", ["type": "test_helpers.test_clock.advancing", "limit": 100])
    #expect(advances.count == 6)
    #expect(try await SandboxTestClocks(shop.client.sandbox).all().map(\.id) == [shop.clock])
    await #expect(throws: SandboxError.self) {
      _ = try await SandboxTestClocks(shop.client.sandbox).advance("clock_nobody") { $0 + 1 }
    }
  }
}
