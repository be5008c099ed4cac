import Analysis
import Databases
import Expressions
import JSON
import StripeWire
import Synchronization
import Testing

@testable import Console

/// Rows that go to tables of SQLite.
@Suite struct DatabaseSessionTests {
  private let scratch: ScratchDirectory
  private let address: String

  init() throws {
    scratch = try ScratchDirectory()
    address = "sqlite:\(scratch.path)/books.db"
  }

  private func rows(_ sql: String) throws -> [[String?]] {
    let database = try SQLiteDatabase(path: "\(scratch.path)/books.db")
    defer { database.close() }
    return try database.rows(sql, [])
  }

  private static let fixture = """
    for i in [1, 2, 3] {
      let c = create customer { name: "O'Neill \\"${i}\\"; --", email: "a${i}@example.com",
        metadata: { n: $i, "odd key": "ü\\n" } }
      create invoice_item { customer: $c.id, amount: usd 12.50, currency: "usd" }
      create invoice { customer: $c.id }
    }
    """

  @Test(arguments: ["customers", "invoices", "invoice_items", "events"])
  func `each value of a table is the value of the row in NDJSON`(objects: String) async throws {
    let place = try TestPlace()
    let code = await place.run(
      Self.fixture, "query \(objects) into \"\(address)\"")
    #expect(code == 0)
    let before = place.lines.count
    #expect(await place.run("query \(objects)") == 0)
    let documents = try place.lines[before...].map { try RawJSON(parsing: $0) }
    try #require(!documents.isEmpty)
    let names = try rows("SELECT name FROM pragma_table_info('\(objects)')").map { $0[0] ?? "" }
    let table = try rows("SELECT * FROM \(objects)")
    #expect(table.count == documents.count)
    for document in documents {
      let id = document["id"]?.string
      let row = try #require(table.first { $0[0] == id })
      for (name, stored) in zip(names, row) {
        #expect(stored == Self.stored(document[name]), "\(id ?? "") \(name)")
      }
      for (key, value) in document.members where !value.isNull {
        #expect(names.contains(key), "\(key)")
      }
    }
  }

  /// What SQLite is to have of a value; times are recognized by their size.
  private static func stored(_ value: RawJSON?) -> String? {
    guard let value, !value.isNull else { return nil }
    if let truth = value.bool { return truth ? "1" : "0" }
    if let number = value.integer, number > 1_000_000_000 { return Timestamp.iso(number) }
    return value.string ?? value.numberText ?? value.compact
  }

  @Test func `rows are merged by their id, and the summary says how`() async throws {
    let place = try TestPlace()
    #expect(await place.run(Self.fixture) == 0)
    let text = "query customers into \"\(address)\" table people"
    #expect(await place.run(text) == 0)
    #expect(
      await place.run("let c = query customers", "update customer $c[0].id { name: \"B\" }") == 0)
    #expect(await place.run("create customer { name: \"C\" }", text) == 0)
    let said = place.messages.text.split(separator: "\n").map(String.init)
    let shown = "\(scratch.path)/books.db"
    #expect(
      said == [
        "3 rows merged into people (\(shown)): 3 inserted",
        "4 rows merged into people (\(shown)): 1 inserted, 1 updated, 2 unchanged",
      ])
  }

  @Test func `selected columns have their types, and amounts their currency`() async throws {
    let place = try TestPlace()
    let text = """
      query invoices select id, total, customer.email, created, total / 100 as major,
        metadata.x, "usd" as kind into "\(address)" table t
      """
    #expect(await place.run(Self.fixture, text) == 0)
    #expect(
      try rows("SELECT name || ' ' || type FROM pragma_table_info('t')").map { $0[0] } == [
        "id TEXT", "total INTEGER", "customer_email TEXT", "created TEXT", "major NUMERIC",
        "metadata_x TEXT", "kind TEXT", "currency TEXT",
      ])
    #expect(try rows("SELECT DISTINCT currency FROM t") == [["usd"]])
  }

  @Test func `groups replace the groups of the run before`() async throws {
    let place = try TestPlace()
    #expect(await place.run(Self.fixture) == 0)
    let text =
      "query invoices select status, sum(total), count() group by status into "
      + "\"\(address)\" table totals"
    #expect(await place.run(text) == 0)
    #expect(await place.run(text) == 0)
    #expect(try rows("SELECT count FROM totals") == [["3"]])
    // A second statement of the same run adds its rows.
    #expect(await place.run(text, text) == 0)
    #expect(try rows("SELECT count FROM totals") == [["3"], ["3"]])
  }

  @Test func `all reads of a run go to their tables by --output, and nothing else does`()
    async throws
  {
    let place = try TestPlace()
    #expect(await place.run(Self.fixture) == 0)
    let before = place.lines.count
    let code = await place.run(
      "query customers", "for i in [1] { query invoices }", "print 5",
      settings: [.output: .string(address)])
    #expect(code == 0)
    #expect(Array(place.lines[before...]) == ["5"])
    #expect(try rows("SELECT count(*) FROM customers") == [["3"]])
    #expect(try rows("SELECT count(*) FROM invoices") == [["3"]])
  }

  @Test func `a table that does not fit is refused before the first request`() async throws {
    let place = try TestPlace()
    let text = "query customers select id, name into \"\(address)\" table t"
    #expect(await place.run(text) == 0)
    let before = place.transport.requests.filter { $0.path != "/v1/account" }.count
    #expect(
      await place.run("query customers select id, balance as name into \"\(address)\" table t") == 2
    )
    #expect(place.messages.text.contains("the column `name` of the table `t` has the type TEXT"))
    #expect(place.transport.requests.filter { $0.path != "/v1/account" }.count == before)
  }

  @Test func `the plan shows the table`() async throws {
    let place = try TestPlace()
    #expect(
      await place.run(
        "explain query refunds select id, amount into \"postgres://ann:pw@h/b\" table r") == 0)
    #expect(
      place.output.text.contains(
        """
          → table r
                id: text, key
                amount: integer
                currency: text
        """))
    #expect(place.output.text.contains("into: postgres://ann:**@h/b"))
    #expect(!place.everything.text.contains("pw"))
  }
}
