import Analysis
import Databases
import Diagnostics
import JSON
import Synchronization
import Testing

@testable import Console

/// Tables that are brought up to date.
@Suite struct SinceLastTests {
  private let scratch: ScratchDirectory
  private let path: String

  init() throws {
    scratch = try ScratchDirectory()
    path = "\(scratch.path)/books.db"
  }

  private func refresh(_ text: String, in place: TestPlace) async -> Int32 {
    var settings = SessionSettings()
    settings.sinceLast = true
    let session = place.session(settings)
    return await session.run([SourceText(name: "test", text: text)])
  }

  private func names(_ table: String = "customers") throws -> [String] {
    let database = try SQLiteDatabase(path: path)
    defer { database.close() }
    return try database.rows("SELECT name FROM \(table) ORDER BY name", []).compactMap { $0[0] }
  }

  private var statement: String {
    "query customers where email like \"%@x.com\" into \"sqlite:\(path)\""
  }

  @Test func `what was created, changed and deleted since the last run arrives`() async throws {
    let now = Atomic(1_780_000_000)
    let place = try TestPlace(now: { Double(now.load(ordering: .relaxed)) })
    #expect(
      await place.run(
        """
        for n in ["a", "b", "c", "d"] { create customer { name: $n, email: "${n}@x.com" } }
        """) == 0)
    #expect(await refresh(statement, in: place) == 0)
    #expect(try names() == ["a", "b", "c", "d"])
    #expect(
      await place.run(
        """
        let c = query customers order by name
        update customer $c[0].id { name: "A" }
        update customer $c[1].id { email: "b@other.com" }
        delete customer $c[2].id
        create customer { name: "e", email: "e@x.com" }
        create customer { name: "f", email: "f@other.com" }
        """) == 0)
    now.store(1_780_100_000, ordering: .relaxed)
    #expect(await refresh(statement, in: place) == 0)
    #expect(try names() == ["A", "d", "e"])
    #expect(place.messages.text.contains(": 1 inserted, 1 updated, "))
    #expect(place.messages.text.contains("2 deleted\n"))
  }

  @Test func `each changed object is fetched once`() async throws {
    let now = Atomic(1_780_000_000)
    let place = try TestPlace(now: { Double(now.load(ordering: .relaxed)) })
    #expect(await place.run("create customer { name: \"a\", email: \"a@x.com\" }") == 0)
    now.store(1_780_000_630, ordering: .relaxed)
    #expect(await refresh(statement, in: place) == 0)
    // The sandbox is a second older with each request: the customer is now older than the overlap.
    let waiting = Array(repeating: "get balance", count: 60).joined(separator: "\n")
    #expect(await place.run(waiting) == 0)
    #expect(
      await place.run(
        "let c = first(query customers)", "update customer $c.id { name: \"b\" }",
        "update customer $c.id { name: \"c\" }") == 0)
    let before = place.transport.lines.count
    #expect(await refresh(statement, in: place) == 0)
    let reads = place.transport.lines[before...].filter { $0.contains("/v1/customers/") }
    #expect(reads.count == 1)
    #expect(try names() == ["c"])
  }

  @Test(arguments: [
    ("query customers limit 5", "cannot be combined with a limit"),
    ("list customers", "requires a `query`"),
    ("query customers select name", "requires rows with their `id`"),
    ("query invoices select id, customer.email", "cannot be used with `customer`"),
    ("query payment_intents", "does not send an event for each change"),
    ("query accounts", "does not send an event for each change"),
    ("query lines of invoice in_1", "cannot be used with objects of another object"),
    ("query balance_transactions", "does not send an event for each change"),
  ])
  func `what cannot be known is refused`(text: String, problem: String) async throws {
    let place = try TestPlace()
    #expect(await refresh("\(text) into \"sqlite:\(path)\"", in: place) == 2)
    #expect(place.messages.text.contains(problem))
  }

  @Test func `a table of another statement, or of long ago, is refused`() async throws {
    let now = Atomic(1_780_000_000)
    let place = try TestPlace(now: { Double(now.load(ordering: .relaxed)) })
    #expect(await place.run("query customers into \"sqlite:\(path)\"") == 0)
    #expect(await refresh(statement, in: place) == 2)
    #expect(place.messages.text.contains("was filled by another statement"))
    now.add(31 * 86_400, ordering: .relaxed)
    #expect(await refresh("query customers into \"sqlite:\(path)\"", in: place) == 2)
    #expect(place.messages.text.contains("older than the 30 days for which Stripe keeps events"))
  }

  @Test func `rows without a database are refused`() async throws {
    let place = try TestPlace()
    #expect(await refresh("query customers", in: place) == 2)
    #expect(place.messages.text.contains("`--since last` requires a database"))
  }
}
