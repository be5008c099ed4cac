import JSON
import Planning
import SandboxSeeding
import StripeSandbox
import StripeWire
import Testing

@testable import Execution

/// Oldest first is exactly the reverse of newest first, by whatever route and of whatever length.
@Suite struct ReverseOrderTests {
  private static let shop = Result { try SeededShop(SeedPlan(seed: 11, scale: 0.6)) }

  @Test(arguments: [
    ("query invoices", true),
    ("query invoices where created >= 2024-06-01 and created < 2026-03-01", true),
    ("query invoices where total > 2000 via list", true),
    (#"query invoices where status = "draft" or status = "open""#, true),
    (#"query invoices where customer.email ~ "a""#, true),
    ("query customers", true),
    ("query prices", true),
    ("query invoices where total > 0 via search", false),
  ])
  func `the same rows the other way round`(statement: String, streams: Bool) async throws {
    let shop = try Self.shop.get()
    #expect(try readPlan(statement + " order by created").readsOldestFirst == streams)
    let newestFirst = try await makeEngine(shop).rows(statement + " order by created desc")
    #expect(!newestFirst.isEmpty)
    for size in [100, 3] {
      // One engine finds the server near and walks, the other far and asks side by side.
      for clock in [TestClock(), TestClock(tick: 0.05)] {
        let text = "\(statement) order by created page size \(size)"
        let rows = try await makeEngine(shop, clock: clock).rows(text)
        #expect(rows == newestFirst.reversed(), "\(size)")
        let few = try await makeEngine(shop, clock: clock).rows(text + " limit 13")
        #expect(few == Array(newestFirst.reversed().prefix(13)), "\(size)")
      }
    }
  }

  @Test func `a few of the oldest that pass a test are read with few requests`() async throws {
    let records = Records()
    let engine = makeEngine(try Self.shop.get(), clock: TestClock(tick: 0.05), records: records)
    let rows = try await engine.rows(
      #"query invoices where not number ~ "zzz" order by created limit 3 page size 2"#)
    #expect(rows.count == 3)
    let requests = records.all.count
    let pages = try await engine.rows("query invoices").count / 2
    #expect(requests < pages / 2, "\(pages) pages")
  }

  @Test func `rows of one second are sorted the other way round too`() async throws {
    let rows = (0..<9).map { #"{"id":"in_\#($0)","created":50}"# }
    let body = #"{"data":[\#(rows.joined(separator: ","))],"has_more":false}"#
    let engine = makeEngine(ScriptedTransport { _, _ in .ok(body) })
    let text = "query invoices where created = 50 order by created limit 7"
    #expect(try readPlan(text).readsOldestFirst == false)
    #expect(try await engine.ids(text) == (2..<9).reversed().map { "in_\($0)" })
  }
}
