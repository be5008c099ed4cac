import JSON
import Planning
import StripeWire
import Testing

@testable import Execution

/// Writes whose objects are found by a field.
@Suite struct KeyedWriteTests {
  private let shop: KeyedShop
  private let engine: Engine

  init() throws {
    shop = try KeyedShop()
    engine = makeEngine(shop)
  }

  private func job(_ id: String = "job") throws -> WriteJob {
    WriteJob(step: try Journal.inMemory(header(id), home: nil).first())
  }

  private func written(
    _ text: String, _ rows: [JSONValue] = [], id: String = "job"
  ) async throws -> (results: [String], summary: WriteSummary) {
    try await engine.written(
      try writePlan(text, variables: keyedRows(rows)), try job(id)
    ) { $0.value["email"]?.string ?? $0.id }
  }

  @Test func `rows without an object, or with several, fail by name and the others are written`()
    async throws
  {
    try await shop.fill(["a@x.com", "b@x.com", "b@x.com"])
    let rows: [JSONValue] = [
      ["email": "a@x.com", "crm": "1"], ["email": "b@x.com", "crm": "2"],
      ["email": "c@x.com", "crm": "3"], ["email": "A@x.com", "crm": "4"], ["crm": "5"],
      ["email": " ", "crm": "6"],
    ]
    let (results, summary) = try await written(
      "update customers from $rows by email { metadata: { crm: $row.crm } }", rows)
    #expect(results[0] == "1 a@x.com")
    #expect(results[1].hasPrefix("2 !2 customers have email \"b@x.com\": cus_"))
    #expect(results[1].split(separator: "cus_").count == 3)
    #expect(results[2] == "3 !no customer has email \"c@x.com\"")
    #expect(results[3] == "4 !no customer has email \"A@x.com\"")
    #expect(results[4] == "5 !`email` is empty: update customer requires it")
    #expect(results[5] == "6 !`email` is empty: update customer requires it")
    #expect(summary.done == 1 && summary.failed == 5)
    #expect(shop.writes.count == 1)
  }

  @Test func `a key that comes twice is refused at its second row`() async throws {
    try await shop.fill(["a@x.com"])
    let rows: [JSONValue] = [
      ["email": "a@x.com", "name": "A"], ["email": "a@x.com", "name": "B"],
    ]
    let plan = try writePlan("update customers from $rows by email", variables: keyedRows(rows))
    let check = try #require(try plan.checkedInputs())
    #expect(
      check.problems.groups.map(\.first.messageWithRow) == [
        "row 2: email \"a@x.com\" is also in row 1"
      ])
    let results = try await written("update customers from $rows by email", rows).results
    #expect(results == ["1 a@x.com", "2 !email \"a@x.com\" is also in row 1"])
  }

  @Test func `a few rows take a request each to find, and many take the pages of the list`()
    async throws
  {
    let emails = (1...1000).map { "c\($0)@x.com" }
    try await shop.fill(emails)
    let rows = emails.map { email -> JSONValue in ["email": .string(email), "phone": "1"] }
    let few = try await written("update customers from $rows by email", Array(rows.prefix(20)))
    #expect(few.summary.done == 20)
    #expect(shop.lines.count == 40)
    shop.begin()
    let many = try await written("update customers from $rows by email", rows, id: "many")
    #expect(many.summary.done == 980 && many.summary.unchanged == 20)
    #expect(shop.writes.count == 980)
    #expect(shop.lines.count < 980 + 20, "\(shop.lines.count - 980) reads")
  }

  @Test func `a field that Stripe does not filter by takes the pages of the list, once`()
    async throws
  {
    try await shop.fill((1...250).map { "c\($0)@x.com" })
    let rows: [JSONValue] = [["name": "n7", "phone": "1"], ["name": "n200", "phone": "2"]]
    let results = try await written("update customers from $rows by name", rows).results
    #expect(results == ["1 c7@x.com", "2 c200@x.com"])
    #expect(shop.lines.filter { $0.hasPrefix("GET /v1/customers") }.count <= 4)
    #expect(shop.writes.count == 2)
  }

  @Test func `objects are deleted by a field`() async throws {
    try await shop.fill(["a@x.com", "b@x.com"])
    let results = try await written(
      "delete customers from $rows by email", ["a@x.com", "c@x.com"]
    ).results
    #expect(results[0].hasPrefix("1 cus_"))
    #expect(results[1] == "2 !no customer has email \"c@x.com\"")
    #expect(shop.writes.count == 1)
  }

  @Test func `matching rows that already are as asked are left alone`() async throws {
    try await shop.fill(["a@x.com", "b@x.com"])
    let text = "update customers where email like \"%@x.com\" { name: \"n1\" }"
    let first = try await written(text)
    #expect(first.results == ["1 b@x.com", "2 unchanged"])
    shop.begin()
    let second = try await written(text, id: "second")
    #expect(second.summary.unchanged == 2 && second.summary.done == 0)
    #expect(shop.writes.isEmpty)
    var forced = try job("forced")
    forced.forcesWrites = true
    #expect(try await engine.written(try writePlan(text), forced).summary.done == 2)
  }

  @Test func `rows that a search found are sent, as they may have changed since`() async throws {
    try await shop.fill(["a@x.com"])
    let text = "update customers where name = \"n1\" via search { phone: \"1\" }"
    #expect(try await written(text).summary.done == 1)
    #expect(try await written(text, id: "again").summary.done == 1)
    let key = "update customers from $rows by email via search"
    let rows: [JSONValue] = [["email": "a@x.com", "phone": "1"]]
    #expect(try await written(key, rows, id: "key").summary.done == 1)
  }

  @Test func `many rows that are left alone wait in a file, in their order`() async throws {
    try await shop.fill((1...1500).map { "c\($0)@x.com" })
    let plan = try writePlan("update customers where true { metadata: { none: null } }")
    // Without a journal they are nowhere else.
    let (results, summary) = try await engine.written(plan)
    #expect(summary.unchanged == 1500)
    #expect(results.first == "1 unchanged" && results.last == "1500 unchanged")
  }
}
