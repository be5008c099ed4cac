import JSON
import Planning
import StripeWire
import Testing

@testable import Execution

/// A threshold leaves the right rows, whatever their values are, and takes few requests.
@Suite struct TopScanTests {
  private func rows(
    _ text: String, of shop: LargeShop, clock: TestClock = TestClock(tick: 0.05)
  ) async throws -> [String] {
    try await makeEngine(shop, clock: clock, concurrency: 16).ids(text)
  }

  private func expected(
    _ shop: LargeShop, isDescending: Bool, limit: Int
  ) -> [String] {
    let sign = isDescending ? -1 : 1
    return shop.invoices.enumerated()
      .sorted { (sign * $0.element.total, $0.offset) < (sign * $1.element.total, $1.offset) }
      .prefix(limit).map(\.element.id)
  }

  /// Totals drawn evenly, from few prices, with many zeros and credits, and all the same.
  private static let totals: [(name: String, total: @Sendable (SplitMix) -> Int)] = [
    ("even", { $0.below(1_000_000) }),
    ("skewed", { $0.below(1 << (1 + $0.below(24))) }),
    ("few prices", { $0.pick([999, 1999, 4999, 9999]) }),
    ("many zeros", { $0.below(3) == 0 ? 0 : $0.below(5000) - 20 }),
    ("one value", { _ in 1500 }),
    ("two digits", { $0.below(100) }),
  ]

  @Test(arguments: 0..<6, [true, false])
  func `any distribution`(number: Int, isDescending: Bool) async throws {
    let shop = LargeShop(count: 3000, seed: UInt64(number), total: Self.totals[number].total)
    for limit in [1, 20, 150] {
      let order = isDescending ? "total desc" : "total"
      let before = shop.requests.count
      let found = try await rows("query invoices order by \(order) limit \(limit)", of: shop)
      #expect(found == expected(shop, isDescending: isDescending, limit: limit))
      let requests = shop.requests.count - before
      #expect(requests <= 12, "\(Self.totals[number].name), \(order), \(limit): \(requests)")
    }
  }

  @Test func `totals that grow with time mislead no threshold`() async throws {
    let shop = LargeShop(count: 2000, total: { $0.below(100) })
    let grown = LargeShop(copying: shop) { index, _ in 1_000_000 - index * 100 }
    for (order, isDescending) in [("total desc", true), ("total", false)] {
      let found = try await rows("query invoices order by \(order) limit 130", of: grown)
      #expect(found == expected(grown, isDescending: isDescending, limit: 130))
    }
  }

  @Test func `fewer rows than the limit are all`() async throws {
    let shop = LargeShop(count: 30)
    let found = try await rows("query invoices order by total desc limit 50", of: shop)
    #expect(found == expected(shop, isDescending: true, limit: 50))
    #expect(shop.requests.count == 1)
  }

  @Test func `further keys take part`() async throws {
    let shop = LargeShop(count: 3000, total: { $0.below(300) })
    let found = try await rows("query invoices order by total desc, created limit 15", of: shop)
    let expected = shop.invoices.enumerated()
      .sorted {
        (-$0.element.total, $0.element.created, $0.offset)
          < (-$1.element.total, $1.element.created, $1.offset)
      }
      .prefix(15).map(\.element.id)
    #expect(found == expected)
    #expect(!shop.requests.contains("/v1/invoices"))
  }

  @Test func `a search that contradicts itself is not used`() async throws {
    let shop = LargeShop(count: 1000)
    let wrongs: [@Sendable (inout JSONObject) -> Void] = [
      { $0["total_count"] = nil },
      { $0["total_count"] = 7 },
      { $0["total_count"] = .integer(($0["total_count"]?.integer ?? 0) + 1) },
      { $0["has_more"] = false },
      { body in body["data"] = body["data"]?.array.map { .array($0.dropLast()) } },
    ]
    for (number, wrong) in wrongs.enumerated() {
      let server = ScriptedTransport { request, _ in
        let answer = shop.answer(request)
        guard request.path.hasSuffix("search"),
          var body = try JSONValue(parsing: String(decoding: answer.body, as: UTF8.self)).object
        else { return answer }
        wrong(&body)
        return .ok(JSONValue.object(body).compact)
      }
      let engine = makeEngine(server, clock: TestClock(tick: 0.05))
      let found = try await engine.ids("query invoices order by total desc limit 20")
      #expect(found == expected(shop, isDescending: true, limit: 20), "\(number)")
      let counted = try await engine.rows("query invoices where status = \"open\" select count()")
      let open = shop.invoices.count { $0.status == "open" }
      let isSeen = number == 2
      #expect(isSeen || counted == [#"{"count":\#(open)}"#], "\(number)")
    }
  }

  @Test func `an account without search has its lists`() async throws {
    let shop = LargeShop(count: 500)
    let server = ScriptedTransport { request, _ in
      request.path.hasSuffix("search") ? .failed(400) : shop.answer(request)
    }
    let engine = makeEngine(server)
    let found = try await engine.ids("query invoices order by total desc limit 20")
    #expect(found == expected(shop, isDescending: true, limit: 20))
    #expect(try await engine.rows("query invoices select count()") == [#"{"count":500}"#])
  }

  @Test func `what was written a moment ago is read from lists`() async throws {
    let shop = LargeShop(count: 500)
    let server = ScriptedTransport { request, _ in
      request.method == .post
        ? .ok(#"{"id":"cus_1","object":"customer"}"#) : shop.answer(request)
    }
    let clock = TestClock()
    let engine = makeEngine(server, clock: clock)
    _ = try await engine.written(try writePlan("create customer {}"))
    for text in ["order by total desc limit 3", "select count()"] {
      _ = try await engine.rows("query invoices \(text)")
    }
    #expect(!server.requests.contains { $0.path.hasSuffix("search") })
    clock.sleep(121)
    _ = try await engine.rows("query invoices select count()")
    #expect(server.requests.last?.path == "/v1/invoices/search")
  }
}
