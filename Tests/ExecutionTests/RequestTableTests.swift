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

    init(_ text: String, ideal: Int, most: Int) {
      (self.text, self.ideal, self.most) = (text, ideal, most)
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
  ]

  @Test(arguments: questions)
  func `a question takes few requests`(question: Question) async throws {
    let shop = LargeShop()
    let engine = makeEngine(shop, clock: TestClock(tick: 0.05), concurrency: 16)
    let rows = try await engine.rows(question.text)
    #expect(!rows.isEmpty)
    #expect(shop.requests.count <= question.most, "\(question.text)")
  }

  @Test func measure() async throws {
    for text in [
      "query invoices order by total desc limit 20", "query invoices order by total limit 20",
      "query invoices where status != \"paid\"", "query invoices where not status = \"paid\"",
      "query invoices where status not in (\"paid\", \"void\")",
      "query invoices where total > 50000", "query invoices where total > 20000",
      "query invoices where total > 2000",
      "query invoices where status = \"open\" select count()", "query invoices select count()",
      "query invoices where status != \"paid\" select count()",
      "query invoices where total > 50000 select count()",
      "query invoices limit 1000", "query invoices order by created limit 20",
      "query invoices where status = \"draft\"",
      "query invoices where status in (\"draft\", \"open\")",
      "query invoices", "query invoices where status = \"open\" order by total desc limit 20",
      "query invoices order by total desc limit 500",
      "query invoices where customer = cus_7 select count()",
      "query invoices where created >= 1779000000 and status = \"open\"",
      "query invoices where total > 50000 order by total limit 3",
    ] {
      for (tick, concurrency) in [(0.0, 4), (0.05, 16), (0.05, 4)] {
        for shuffled in [false, true] {
          let shop = LargeShop(isShuffled: shuffled)
          let engine = makeEngine(shop, clock: TestClock(tick: tick), concurrency: concurrency)
          let rows = try await engine.rows(text)
          print("MEASURE", tick, concurrency, shuffled, shop.requests.count, rows.count, text)
        }
      }
    }
  }
}
