import Databases
import Testing

@testable import Console

/// Imports that end in the middle.
@Suite struct InterruptedImportTests {
  private let scratch: ScratchDirectory
  private let path: String

  init() throws {
    scratch = try ScratchDirectory()
    path = "\(scratch.path)/books.db"
  }

  private func count(_ table: String) throws -> String? {
    let database = try SQLiteDatabase(path: path)
    defer { database.close() }
    guard try database.columns(of: table) != nil else { return nil }
    return try database.rows("SELECT count(*) FROM \(table)", []).first?[0]
  }

  private func statement(_ clauses: String = "") -> String {
    "query customers \(clauses)into \"sqlite:\(path)\""
  }

  @Test func `the same statement goes on after the last row that waits`() async throws {
    let pages = CustomerPages(count: 950)
    let place = try TestPlace(pages)
    pages.allow(5)
    #expect(await place.run(statement()) == 1)
    #expect(try count("customers") == nil)
    #expect(try count("pinstripe_staging_customers") == "500")
    pages.allow(.max)
    #expect(await place.run(statement()) == 0)
    #expect(try count("customers") == "950")
    #expect(
      place.messages.text.contains("500 rows are staged; run the statement again to continue"))
    #expect(place.messages.text.contains("resuming: 500 rows already staged\n"))
    #expect(
      place.messages.text.hasSuffix("950 rows merged into customers (\(path)): 950 inserted\n"))
    // The row whose time is that of the last one comes again: there may be others of that second.
    let first = pages.requests.first?.parameters["created"]?["lte"]?.integer
    #expect(first == CustomerPages.newest - 499)
    #expect(pages.requests.count == 5)
  }

  @Test(arguments: ["order by email ", "limit 900 ", "where delinquent is null "])
  func `another statement, or another order, begins again`(clauses: String) async throws {
    let pages = CustomerPages(count: 950)
    let place = try TestPlace(pages)
    pages.allow(5)
    #expect(await place.run(statement()) == 1)
    pages.allow(.max)
    #expect(await place.run(statement(clauses)) == 0)
    #expect(
      place.messages.text.contains(
        "starting over: 500 staged rows of another statement for `customers` dropped"))
    #expect(try count("customers") == (clauses.hasPrefix("limit") ? "900" : "950"))
  }

  @Test func `a failure leaves a table as it was`() async throws {
    let pages = CustomerPages(count: 150)
    let place = try TestPlace(pages)
    #expect(await place.run(statement()) == 0)
    let database = try SQLiteDatabase(path: path)
    _ = try database.execute("UPDATE customers SET name = 'mine'", [])
    database.close()
    pages.allow(1)
    #expect(await place.run(statement()) == 1)
    let after = try SQLiteDatabase(path: path)
    defer { after.close() }
    #expect(try after.rows("SELECT DISTINCT name FROM customers", []) == [["mine"]])
  }
}
