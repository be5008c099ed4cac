import JSON
import SandboxSeeding
import StripeSandbox
import StripeWire
import Testing

@testable import Execution

/// A search that is read in slices brings what the same search brings in one.
@Suite struct SearchSliceTests {
  private static let shop = Result { try SeededShop(SeedPlan(seed: 11, scale: 2)) }

  @Test(arguments: [
    "query invoices where total > 0 via search",
    "query invoices where total > 0 and created >= 1700000000 via search limit 7",
    "query invoices where total > 0 via search order by created desc limit 3",
    "query invoices where total > 0 via search order by total, id limit 9",
    "query invoices where total > 0 via search order by created, id",
    "query charges where currency = \"usd\" and amount > 1000 via search select id, customer.email",
    "query payment_intents where amount > 0 via search group by currency select currency, count()",
    "query customers where created < 1779000000 via search select id, created",
  ])
  func `slices change nothing but the requests`(statement: String) async throws {
    let shop = try Self.shop.get()
    let whole = try await makeEngine(shop).rows(statement)
    #expect(!whole.isEmpty)
    for clock in [TestClock(), TestClock(tick: 0.05)] {
      let records = Records()
      let engine = makeEngine(shop, clock: clock, records: records)
      #expect(try await engine.rows(statement + " page size 1") == whole)
      let queries = records.all.compactMap { $0.parameters["query"]?.string }
      #expect(queries.contains { $0.contains(" AND created>=") })
    }
  }

  @Test func `what has no time of creation to search by is walked`() async throws {
    let records = Records()
    let engine = makeEngine(try Self.shop.get(), records: records)
    let rows = try await engine.rows("query prices where currency = \"usd\" via search page size 1")
    #expect(!rows.isEmpty)
    #expect(!records.all.contains { $0.parameters["expand"] != nil })
  }

  @Test func `all searches share one pace, below that of other endpoints`() {
    let searches = ["/v1/charges/search", "/v1/customers/search"].map {
      Endpoint(APIRequest(.get, $0))
    }
    #expect(searches[0] == searches[1])
    for limits in [RateLimits.test, .live] {
      #expect(limits.bounds(for: searches[0]).ceiling == 19)
    }
    let charges = Endpoint(APIRequest(.get, "/v1/charges"))
    #expect(RateLimits.live.bounds(for: charges).ceiling == 24)
  }
}
