import JSON
import Planning
import StripeWire
import Synchronization
import Testing

@testable import Execution

/// Payment links on pages of two, whose prices' products only look-ups reach.
private func shop(
  pages: [[(id: String, product: String)]],
  product: @escaping @Sendable (String) -> APIResponse = { id in
    .ok(#"{"id": "\#(id)", "object":"product", "weight": 1.50, "name" : "the \#(id)"}"#)
  }
) -> ScriptedTransport {
  ScriptedTransport { request, _ in
    if request.path.hasPrefix("/v1/products/") {
      return product(String(request.path.dropFirst("/v1/products/".count)))
    }
    let last = request.parameters["starting_after"]?.string
    let number = last.flatMap { last in pages.firstIndex { $0.last?.id == last } }.map { $0 + 1 }
    let page = pages[number ?? 0]
    let rows = page.enumerated().map { index, row in
      #"{"id":"\#(row.id)","created":\#(1000 - 10 * (number ?? 0) - index),"url":"\#(row.id)","#
        + #""line_items":{"data":[{"price":{"z":2.0,"product":"\#(row.product)","a":1}}]}}"#
    }
    return .ok(
      #"{"object":"list","data":[\#(rows.joined(separator: ","))],"#
        + #""has_more":\#((number ?? 0) + 1 < pages.count)}"#)
  }
}

private let names = "select id, line_items.data[0].price.product.name"

private func lookedUp(_ transport: ScriptedTransport) -> [String] {
  transport.requests.map(\.path).filter { $0.hasPrefix("/v1/products/") }
    .map { String($0.dropFirst("/v1/products/".count)) }
}

@Suite struct LookupTests {
  private let pages = [
    [(id: "plink_1", product: "prod_b"), (id: "plink_2", product: "prod_a")],
    [(id: "plink_3", product: "prod_b"), (id: "plink_4", product: "prod_c")],
    [(id: "plink_5", product: "prod_a"), (id: "plink_6", product: "prod_b")],
  ]

  @Test func `each distinct id is asked for once over all pages, and rows keep their order`()
    async throws
  {
    let transport = shop(pages: pages)
    let rows = try await makeEngine(transport).rows("query payment_links \(names)")
    #expect(lookedUp(transport).sorted() == ["prod_a", "prod_b", "prod_c"])
    #expect(rows.allSatisfy { $0.contains("the prod_") })
    #expect(
      rows[3]
        == #"{"id":"plink_4","line_items":{"data":[{"price":{"product":{"name":"the prod_c"}}}]}}"#)
    #expect(rows.map { $0.dropFirst(7).prefix(7) } == (1...6).map { "plink_\($0)" })
  }

  @Test func `the object stands where the id stood, as Stripe wrote it`() async throws {
    let transport = shop(pages: [[(id: "plink_1", product: "prod_a")]])
    let rows = try await makeEngine(transport).rows(
      "query payment_links where line_items.data[0].price.product.name is not null"
        + " expand line_items.data.price.product")
    #expect(
      rows == [
        #"{"id":"plink_1","created":1000,"url":"plink_1","line_items":{"data":[{"price":{"z":2.0,"#
          + #""product":{"id":"prod_a","object":"product","weight":1.50,"name":"the prod_a"},"#
          + #""a":1}}]}}"#
      ])
  }

  @Test(arguments: [
    "where line_items.data[0].price.product.name is not null",
    "where line_items.data.price.product.name is not null",
    "order by line_items.data[0].price.product.name",
  ])
  func `an object that is only looked at leaves the row as Stripe wrote it`(
    clauses: String
  ) async throws {
    let transport = shop(pages: [[(id: "plink_1", product: "prod_a")]])
    let rows = try await makeEngine(transport).rows("query payment_links \(clauses)")
    #expect(
      rows == [
        #"{"id":"plink_1","created":1000,"url":"plink_1","line_items":{"data":[{"price":{"z":2.0,"#
          + #""product":"prod_a","a":1}}]}}"#
      ])
  }

  @Test func `what does not exist leaves its id, and nulls behind it`() async throws {
    let transport = shop(pages: pages) { id in
      id == "prod_a" ? .failed(404, "resource_missing") : .ok(#"{"id":"\#(id)","name":"x"}"#)
    }
    let text = "query payment_links where line_items.data[0].price.product.name is null"
    let engine = makeEngine(transport)
    #expect(try await engine.ids(text) == ["plink_2", "plink_5"])
    #expect(lookedUp(transport).sorted() == ["prod_a", "prod_b", "prod_c"])
    let rows = try await engine.rows(text + " select line_items.data[0].price.product limit 1")
    #expect(rows == [#"{"line_items":{"data":[{"price":{"product":"prod_a"}}]}}"#])
  }

  @Test func `what was deleted is the rest that Stripe shows of it`() async throws {
    let transport = shop(pages: pages) { id in
      .ok(#"{"id":"\#(id)","object":"product","deleted":\#(id == "prod_c")}"#)
    }
    let ids = try await makeEngine(transport).ids(
      "query payment_links where line_items.data[0].price.product.deleted = true")
    #expect(ids == ["plink_4"])
  }

  @Test func `another refusal is the statement's`() async throws {
    let transport = shop(pages: pages) { _ in .failed(403) }
    await #expect(throws: Failure.self) {
      try await makeEngine(transport).rows("query payment_links \(names)")
    }
  }

  @Test func `nothing is asked of rows that fail by what they have`() async throws {
    let transport = shop(pages: pages)
    let ids = try await makeEngine(transport).ids(
      #"query payment_links where line_items.data[0].price.product.name like "%b""#
        + #" and url = "plink_3""#
        + #" or line_items.data[0].price.product.name like "%b" and url = "plink_9""#)
    #expect(ids == ["plink_3"])
    let other = shop(pages: pages)
    let rest = try await makeEngine(other).ids(
      #"query payment_links where line_items.data[0].price.product.name like "the%""#
        + #" and application is null and currency is not null"#)
    #expect(rest == [])
    #expect(lookedUp(other) == [])
  }

  @Test func `a limit looks up no more than it shows`() async throws {
    let transport = shop(pages: pages)
    let rows = try await makeEngine(transport).rows(
      "query payment_links \(names) limit 1")
    #expect(rows.count == 1)
    #expect(lookedUp(transport) == ["prod_b"])
  }

  @Test func `a limit of sorted rows looks up those that are left`() async throws {
    let transport = shop(pages: pages)
    let rows = try await makeEngine(transport).rows(
      "query payment_links \(names) order by id desc limit 2")
    #expect(rows.map { $0.dropFirst(7).prefix(7) } == ["plink_6", "plink_5"])
    #expect(rows[1].contains("the prod_a"))
    #expect(lookedUp(transport).sorted() == ["prod_a", "prod_b"])
  }

  @Test func `rows are ordered and grouped by what was looked up`() async throws {
    let engine = makeEngine(shop(pages: pages))
    let ids = try await engine.ids(
      "query payment_links order by line_items.data[0].price.product.name desc, id")
    #expect(ids == ["plink_4", "plink_1", "plink_3", "plink_6", "plink_2", "plink_5"])
    let groups = try await engine.rows(
      "query payment_links select line_items.data[0].price.product.name, count()"
        + " group by line_items.data[0].price.product.name order by count")
    #expect(groups.map { $0.suffix(2) } == ["1}", "2}", "3}"])
  }

  @Test func `an element of an array each is looked up where none is named`() async throws {
    let transport = shop(pages: pages)
    let rows = try await makeEngine(transport).rows(
      "list payment_links limit 2 expand line_items.data.price.product")
    #expect(rows.allSatisfy { $0.contains(#""name":"the prod_"#) })
    #expect(lookedUp(transport).count == 2)
  }
}

/// Look-ups beside one another.
@Suite struct LookupPaceTests {
  /// Counts what is under way.
  private final class Crowd: Transport {
    let transport: SlowTransport
    private let counts = Mutex((now: 0, most: 0))

    init(_ transport: SlowTransport) {
      self.transport = transport
    }

    var most: Int { counts.withLock { $0.most } }

    func send(_ request: APIRequest) async throws -> APIResponse {
      counts.withLock { counts in
        counts.now += 1
        counts.most = max(counts.most, counts.now)
      }
      defer { counts.withLock { $0.now -= 1 } }
      return try await transport.send(request)
    }
  }

  private func passed(_ options: EngineOptions) async throws -> (seconds: Double, most: Int) {
    let time = VirtualTime()
    let pages = [(0..<100).map { (id: "plink_\($0)", product: "prod_\($0)") }]
    let crowd = Crowd(SlowTransport(transport: shop(pages: pages), time: time))
    try await time.run {
      let rows = try await makeEngine(crowd, in: time, options: options).rows(
        "query payment_links \(names)")
      #expect(rows.count == 100)
    }
    return (time.passed, crowd.most)
  }

  @Test func `go side by side, as many as may`() async throws {
    let (seconds, most) = try await passed(EngineOptions(concurrency: 10))
    #expect(most == 10)
    // A page, and ten times ten of them.
    #expect(abs(seconds - 11 * 0.12) < 0.001)
  }

  @Test func `keep the pace`() async throws {
    let (seconds, most) = try await passed(EngineOptions(concurrency: 64, limits: .given(20)))
    // Nine tenths of a second's worth are sent at once.
    let least = Double(100 - 18) / 20
    #expect(seconds > least && seconds < least * 1.2)
    #expect(most < 18 + 10)
  }
}
