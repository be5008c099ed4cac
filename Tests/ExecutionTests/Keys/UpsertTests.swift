import JSON
import Planning
import StripeWire
import Testing

@testable import Execution

/// Objects that are created where they are missing, and updated where they differ.
@Suite struct UpsertTests {
  private static let text =
    "upsert products from $rows by metadata.sku "
    + "{ name: $row.name, metadata: { sku: $row.sku }, tax_code: \"txcd_10000000\" }"

  private static func rows(_ names: String...) -> [JSONValue] {
    names.enumerated().map { ["sku": .string("s\($0.offset)"), "name": .string($0.element)] }
  }

  private let shop: KeyedShop

  init() throws { shop = try KeyedShop() }

  private func run(
    _ rows: [JSONValue], in journal: Journal, text: String = UpsertTests.text,
    keepsAnswers: Bool = false
  ) async throws -> (results: [String], summary: WriteSummary)? {
    let plan = try writePlan(text, variables: keyedRows(rows))
    do {
      return try await makeEngine(shop, retries: .never, concurrency: 1).written(
        plan, WriteJob(step: try journal.first(), keepsAnswers: keepsAnswers)
      ) { $0.value["name"]?.string }
    } catch is KeyedShop.Death {
      return nil
    }
  }

  private func journal(_ id: String) throws -> Journal { try .inMemory(header(id), home: nil) }

  @Test func `a second run writes nothing`() async throws {
    let rows = Self.rows("A", "B", "C")
    let first = try #require(try await run(rows, in: try journal("1")))
    #expect(first.results == ["1 A", "2 B", "3 C"])
    #expect(first.summary.created == 3 && first.summary.done == 3)
    shop.begin()
    let second = try #require(try await run(rows, in: try journal("2")))
    #expect(second.results == ["1 unchanged", "2 unchanged", "3 unchanged"])
    #expect(shop.writes.isEmpty)
    shop.begin()
    let third = try #require(try await run(Self.rows("A", "B2", "C", "D"), in: try journal("3")))
    #expect(third.results == ["1 unchanged", "2 B2", "3 unchanged", "4 D"])
    #expect(third.summary.created == 1 && third.summary.done == 2)
    #expect(shop.writes.count == 2)
  }

  private static let fates = (1...7).flatMap { request in
    [false, true].map { KeyedShop.Fate(request: request, hasArrived: $0) }
  }

  @Test(arguments: fates)
  func `each object is made once, wherever a run dies and the one that resumes it`(
    first: KeyedShop.Fate
  ) async throws {
    let rows = Self.rows("A", "B", "C", "D")
    for second in Self.fates {
      let world = try UpsertTests()
      let journal = try journal("job")
      world.shop.begin(first)
      _ = try await world.run(rows, in: journal)
      world.shop.begin(second)
      _ = try await world.run(rows, in: journal)
      world.shop.begin()
      let last = try #require(try await world.run(rows, in: journal))
      #expect(last.summary.failed == 0, "\(last.results)")
      #expect(try journal.tally().inDoubt == 0)
      let names = try await makeEngine(world.shop).rows("query products select name order by name")
      #expect(names == ["A", "B", "C", "D"].map { "{\"name\":\"\($0)\"}" })
    }
  }

  @Test func `several matches fail that row alone`() async throws {
    let rows = Self.rows("A")
    let twice = try writePlan(
      "create products from $rows { name: $row.name, metadata: { sku: $row.sku } }",
      variables: keyedRows(rows + rows))
    _ = try await makeEngine(shop).written(
      twice, WriteJob(step: try journal("0").first()))
    let both = try #require(try await run(Self.rows("A", "B"), in: try journal("1")))
    #expect(both.results[0].hasPrefix("1 !2 products have metadata.sku \"s0\": prod_"))
    #expect(both.results[1] == "2 B")
  }

  @Test func `what only a new object can be given is never ignored`() async throws {
    let text =
      "upsert prices from $rows by lookup_key { lookup_key: $row.key, currency: $row.currency, "
      + "unit_amount: $row.amount, product_data: { name: \"P\" }, nickname: $row.name }"
    func row(_ currency: String, _ name: String) -> [JSONValue] {
      [["key": "k", "currency": .string(currency), "amount": "500", "name": .string(name)]]
    }
    func result(_ row: [JSONValue], _ id: String) async throws -> String? {
      shop.begin()
      return try await run(row, in: try journal(id), text: text)?.results.first
    }
    #expect(try await result(row("eur", "n"), "1") == "1 ?")
    #expect(try await result(row("EUR", "n"), "2") == "1 unchanged")
    #expect(try await result(row("eur", "m"), "3") == "1 ?")
    #expect(shop.writes.count == 1)
    let refusal = try #require(try await result(row("usd", "m"), "4"))
    #expect(refusal.hasPrefix("1 !price price_"))
    #expect(refusal.hasSuffix("has currency \"eur\" and it cannot be changed"))
    #expect(shop.writes.isEmpty)
  }

  @Test func `a value that only a new object can be given is given to it alone`() async throws {
    let text =
      "upsert plans from $rows by id { amount: 500, currency: \"eur\", interval: \"month\", "
      + "product: { name: \"G\" }, nickname: $row.name }"
    func result(_ name: String) async throws -> String? {
      try await run([["id": "gold", "name": .string(name)]], in: journal(name), text: text)?
        .results.first
    }
    #expect(try await result("a") == "1 ?")
    shop.begin()
    #expect(try await result("b") == "1 ?")
    #expect(shop.writes == ["POST /v1/plans/gold"])
    #expect(
      try await run([["id": "gold", "name": "b"]], in: journal("c"), text: text)?.results
        == ["1 unchanged"])
  }

  @Test func `a required parameter is asked of new objects alone`() async throws {
    let text = "upsert products from $rows by metadata.sku { metadata: { sku: $row.sku } }"
    let none = try #require(try await run(Self.rows("A"), in: try journal("1"), text: text))
    #expect(none.results == ["1 !`name` is missing: create product requires it"])
    _ = try await run(Self.rows("A"), in: try journal("2"))
    let there = try #require(try await run(Self.rows("A"), in: try journal("3"), text: text))
    #expect(there.results == ["1 unchanged"])
  }
}
