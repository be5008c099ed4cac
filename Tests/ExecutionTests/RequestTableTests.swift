import JSON
import Testing

@testable import Execution

/// What questions cost on 20,000 invoices, 200 pages of 100: a plan that takes more requests fails.
@Suite struct RequestTableTests {
  struct Question: Sendable, CustomTestStringConvertible {
    var text: String
    /// The least number of requests that Stripe's endpoints allow.
    var ideal: Int
    var most: Int
    /// The same where a search returns the least values first, which is the hardest order.
    var mostInHardOrder: Int?

    init(_ text: String, ideal: Int, most: Int, inHardOrder: Int? = nil) {
      (self.text, self.ideal, self.most) = (text, ideal, most)
      mostInHardOrder = inHardOrder
    }

    var testDescription: String { text }
  }

  static let questions = [
    Question("get invoices in_5", ideal: 1, most: 1),
    Question("get invoices in_1, in_2, in_3", ideal: 3, most: 3),
    Question("query invoices where id in (in_1, in_2, in_3)", ideal: 3, most: 3),
    Question("query invoices limit 5", ideal: 1, most: 1),
    Question("query invoices where customer = cus_7", ideal: 1, most: 1),
    Question("query invoices order by created desc limit 20", ideal: 1, most: 1),
    Question("query invoices limit 1000", ideal: 10, most: 13),
    Question("query invoices where status = \"draft\"", ideal: 15, most: 18),
    Question("query invoices where status in (\"draft\", \"open\")", ideal: 44, most: 56),
    Question("query invoices where not status = \"paid\"", ideal: 60, most: 65),
    Question("query invoices where status not in (\"paid\", \"void\")", ideal: 45, most: 50),
    Question("query invoices where total > 50000", ideal: 9, most: 10),
    Question("query invoices where total > 20000", ideal: 22, most: 24),
    Question("query invoices", ideal: 200, most: 215),
  ]

  /// What search counts and compares.
  static let shortcuts = [
    Question("query invoices order by total desc limit 20", ideal: 2, most: 5, inHardOrder: 22),
    Question("query invoices order by total limit 20", ideal: 2, most: 5, inHardOrder: 6),
    Question("query invoices order by total desc limit 500", ideal: 6, most: 12, inHardOrder: 23),
    Question(
      "query invoices where status = \"open\" order by total desc limit 20", ideal: 2, most: 5,
      inHardOrder: 18),
    Question(
      "query invoices where total > 50000 order by total limit 3", ideal: 2, most: 2,
      inHardOrder: 4),
    Question("query invoices where status = \"open\" select count()", ideal: 1, most: 1),
    Question("query invoices where status != \"paid\" select count()", ideal: 1, most: 1),
    Question("query invoices where total > 50000 select count()", ideal: 1, most: 1),
    Question("query invoices where customer = cus_7 select count()", ideal: 1, most: 1),
    Question("query invoices order by created limit 20", ideal: 1, most: 4, inHardOrder: 19),
    Question(
      "query invoices where status = \"draft\" order by created limit 20", ideal: 1, most: 4,
      inHardOrder: 14),
    Question(
      "query invoices where created >= 1750000000 order by created limit 20", ideal: 1, most: 4,
      inHardOrder: 14),
    Question("query invoices select count()", ideal: 3, most: 7, inHardOrder: 12),
  ]

  static let shop = LargeShop()

  @Test(arguments: questions + shortcuts)
  func `a question takes few requests`(question: Question) async throws {
    try await ask(question, LargeShop(sharing: Self.shop), atMost: question.most)
  }

  @Test(arguments: shortcuts)
  func `searches that return the least values first take few more`(question: Question) async throws
  {
    try await ask(
      question, LargeShop(sharing: Self.shop, sortsByTotal: true),
      atMost: question.mostInHardOrder ?? question.most)
  }

  private func ask(_ question: Question, _ shop: LargeShop, atMost most: Int) async throws {
    let engine = makeEngine(shop, clock: TestClock(tick: 0.05), concurrency: 16)
    let rows = try await engine.rows(question.text)
    #expect(!rows.isEmpty)
    #expect(shop.requests.count <= most, "\(question.text): \(shop.requests.prefix(30))")
  }
}
