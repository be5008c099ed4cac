import JSON
import Testing

@testable import Execution

/// Whatever a server does: a read brings exactly the right rows or fails, it ends, and a write by
/// `where` writes each row once or nothing at all.
@Suite struct WrongServerTests {
  /// Rows of every kind of object in the shop.
  private static let count = 60
  /// So many requests are enough for every read: one for each row by way of three customers, and
  /// again by one plain walk.
  private static let mostReads = 6 * count

  private static let reads: [String] = [
    "list charges",
    "query charges page size 7",
    "query charges where created >= 1779999500 page size 7",
    "query charges where created < 1779999700 page size 7",
    "query charges where amount > 20 page size 7",
    "query charges order by created page size 7",
    "query charges order by created desc page size 7",
    "query charges order by created limit 5 page size 2",
    "query charges order by created desc limit 5 page size 2",
    "query charges where customer in (cus_0, cus_1) page size 7",
    "query charges where customer in (cus_0, cus_1) order by created page size 7",
    "query charges group by currency select currency, count() page size 7",
    "query charges where amount >= 0 via search page size 7",
    "query charges where amount >= 0 via search order by created desc limit 6 page size 2",
    "query v2.core.events page size 7",
    "get charges ch_1, ch_5, ch_3",
    "query charges where id in (ch_1, ch_5, ch_3)",
    #"query charges where customer.email = "a@b.c" page size 7"#,
    "query invoices select id, lines.data[40].id page size 7",
  ]

  /// Reads whose result has no order.
  private func isUnordered(_ text: String) -> Bool {
    !text.contains("order by") || text.contains("via search")
  }

  private func rows(
    _ text: String, of server: WrongServer
  ) async throws -> (result: Result<[String], any Error>, shop: WrongShop) {
    let shop = WrongShop(server, rows: Self.count, mostReads: Self.mostReads)
    // A clock that moves lets the engine ask for several things at once.
    let engine = makeEngine(shop, clock: TestClock(tick: 0.05))
    let result = await Result.of { try await engine.rows(text) }
    return (result, shop)
  }

  @Test(arguments: WrongServer.all)
  func `a read is right or fails`(server: WrongServer) async throws {
    for text in Self.reads where !server.isPlausible(text) {
      let right = try await rows(text, of: WrongServer(name: "right")).result.get()
      #expect(!right.isEmpty, "\(text)")
      let (result, shop) = try await rows(text, of: server)
      switch result {
      case .success(let found):
        let isSame = isUnordered(text) ? found.sorted() == right.sorted() : found == right
        #expect(isSame, "\(server.name): \(text): \(found.count) of \(right.count)")
      case .failure(let error):
        #expect(error is Failure, "\(server.name): \(text): \(error), \(shop.reads) requests")
      }
    }
  }

  @Test(arguments: [
    "update customers where created > 0 { name: \"A\" }",
    "update customers where true page size 7 { name: \"A\" }",
    "update customers where currency = \"usd\" { name: \"A\" }",
    "delete customers where email = \"a@b.c\" via search",
    "update customers where id in (cus_1, cus_2, cus_1) { name: \"A\" }",
  ])
  func `a write by where writes each row once or nothing`(text: String) async throws {
    let text = text.replacing(" page size 7", with: "")
    let right = try await written(text, by: WrongServer(name: "right")).get()
    #expect(!right.isEmpty)
    for server in WrongServer.all where !server.isPlausible(text) {
      let result = try await written(text, by: server)
      if case .success(let ids) = result {
        #expect(ids.sorted() == right.sorted(), "\(server.name): \(ids.count) of \(right.count)")
      }
    }
  }

  /// The ids that were written; a failure wrote none.
  private func written(
    _ text: String, by server: WrongServer
  ) async throws -> Result<[String], any Error> {
    let shop = WrongShop(server, rows: Self.count, mostReads: Self.mostReads)
    let engine = makeEngine(shop, clock: TestClock(tick: 0.05))
    let plan = try writePlan(text)
    do {
      _ = try await engine.written(plan)
    } catch {
      #expect(error is Failure, "\(server.name): \(error)")
      #expect(shop.written.isEmpty, "\(server.name): \(text)")
      return .failure(error)
    }
    return .success(shop.written)
  }

  @Test func `ignored times are found out at once`() async throws {
    let server = WrongServer(
      name: "ignores `created`", misreads: { $0.parameters["created"] = nil })
    let (result, shop) = try await rows("query charges page size 2", of: server)
    #expect(try result.get().count == Self.count)
    // A walk of thirty pages, and what was under way when the first wrong page came.
    #expect(shop.reads <= 30 + 8)
  }
}
