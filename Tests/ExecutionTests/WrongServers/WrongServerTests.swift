import JSON
import StripeWire
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
    #"list invoices where status = "draft" page size 7"#,
    "list invoices where customer = cus_1 limit 5",
    "list invoices where subscription = sub_1 page size 7",
    #"list customers where email = "a@b.c""#,
    #"list prices where active = true and type = "recurring" page size 7"#,
    "list invoice_items where pending = true page size 7",
    #"query invoices where status = "draft" page size 7"#,
    #"query invoices where status = "draft" limit 5"#,
    #"query invoices where status = "draft" and total > 20 limit 5 page size 2"#,
    #"query invoices where status = "draft" and created >= 1779999500 page size 7"#,
    #"query invoices where status = "draft" and created = 1780000000"#,
    #"query invoices where status = "draft" order by created page size 7"#,
    #"query invoices where status = "draft" order by created limit 5 page size 2"#,
    #"query invoices where status = "draft" order by created desc page size 7"#,
    #"query invoices where status in ("draft", "paid") page size 7"#,
    #"query invoices where status = "draft" select count()"#,
    "query charges order by amount desc limit 5 page size 2",
    "query charges where amount > 20 order by amount limit 3 page size 7",
    "query charges where amount > 20 order by created limit 3 page size 7",
    "query charges select count()",
    "list charges page size 1",
    #"query invoices where status = "draft" via search page size 7"#,
    "query invoices where subscription = sub_1 page size 7",
    "query charges where customer = cus_1 page size 7",
    #"query prices where active = true and type = "recurring" page size 7"#,
    #"query prices where type = "recurring" page size 7"#,
    "query invoice_items where pending = true page size 7",
    "query invoice_items where invoice is not null page size 7",
  ]

  /// Whether what was found is what a right server's rows are, of which a limit without an order
  /// takes any.
  private func isRight(_ found: [String], _ right: [String], for text: String) -> Bool {
    guard !text.contains("order by") || text.contains("via search") else { return found == right }
    guard let limit = text.limit, !text.contains("order by") else {
      return found.sorted() == right.sorted()
    }
    return found.count == min(limit, right.count) && Set(found).count == found.count
      && Set(found).isSubset(of: right)
  }

  /// What a right server's rows are, without a limit that takes any of them, for each of the reads.
  private static let right = Dictionary(
    uniqueKeysWithValues: reads.map { text in
      let whole = text.contains("order by") ? text : text.unlimited
      let rows = Task {
        try await WrongServerTests().rows(whole, of: WrongServer(name: "right")).result.get()
      }
      return (text, rows)
    })

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
      let right = try await #require(Self.right[text]).value
      #expect(!right.isEmpty, "\(text)")
      let (result, shop) = try await rows(text, of: server)
      switch result {
      case .success(let found):
        #expect(
          isRight(found, right, for: text),
          "\(server.name): \(text): \(found.count) of \(right.count)")
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
    "update invoices where status = \"draft\" { description: \"A\" }",
    "update invoices where customer = cus_1 { description: \"A\" }",
    "update invoices where subscription = sub_1 { description: \"A\" }",
    "update prices where active = true and type = \"recurring\" { nickname: \"A\" }",
    "update invoice_items where pending = true { description: \"A\" }",
    "delete invoices where status = \"draft\"",
    "delete invoices where status = \"draft\" limit 3",
    "delete invoices where status = \"draft\" via search",
    "execute finalize invoices where status = \"draft\"",
  ])
  func `a write by where writes each row once or nothing`(text: String) async throws {
    let text = text.replacing(" page size 7", with: "")
    let right = try await written(text.unlimited, by: WrongServer(name: "right")).get()
    #expect(!right.isEmpty)
    for server in WrongServer.all where !server.isPlausible(text) {
      let result = try await written(text, by: server)
      if case .success(let ids) = result {
        #expect(
          isRight(ids, right, for: text), "\(server.name): \(ids.count) of \(right.count)")
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

  @Test(arguments: [[Int.max, Int.min], [Int.min, Int.max], [Int.max, 5]])
  func `times outside of any calendar are an error at most`(times: [Int]) async throws {
    let server = WrongServer(
      name: "has times outside of any calendar",
      misreads: { query in
        query.rows = query.rows.enumerated().map { index, row in
          var row = row
          row["created"] = .integer(times[index % 2])
          return row
        }
      })
    for text in Self.reads {
      if case .failure(let error) = try await rows(text, of: server).result {
        #expect(error is Failure, "\(text): \(error)")
      }
    }
  }

  @Test(arguments: [false, true])
  func `a server that does not list by time is walked, in whatever order`(
    isOldestFirst: Bool
  ) async throws {
    let server = WrongServer(
      name: "refuses `created`", misreads: { if isOldestFirst { $0.rows.reverse() } },
      replaces: { request in
        request.parameters["created"] == nil
          ? nil : APIResponse(status: 400, body: Array("Unexpected created".utf8))
      })
    let right = WrongServer(
      name: "right", misreads: { if isOldestFirst { $0.rows.reverse() } })
    for text in ["list charges page size 1", "query charges page size 2"] {
      let found = try await rows(text, of: server).result.get()
      #expect(found.count == Self.count)
      #expect(try await rows("list charges page size 100", of: right).result.get() == found)
    }
  }
}

extension String {
  fileprivate var limit: Int? {
    firstMatch(of: /\ limit (\d+)/).flatMap { Int($0.output.1) }
  }

  fileprivate var unlimited: String { replacing(/\ limit \d+/, with: "") }
}
