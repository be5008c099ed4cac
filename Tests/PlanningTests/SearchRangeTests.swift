import Testing

@testable import Planning

@Suite struct SearchRangeTests {
  private func range(_ text: String) throws -> ClosedRange<Int>? {
    guard case .read(let read) = try plan(text), case .search(let step) = read.route else {
      throw Unplanned(message: "this is no search")
    }
    return step.createdRange
  }

  @Test(arguments: [
    ("total > 5", 0...Int.max),
    ("total > 5 and created > 100", 101...Int.max),
    ("total > 5 and created >= 100 and created < 200 and created >= 50", 100...199),
    ("total > 5 and created <= 999999999999", 0...999_999_999_999),
    ("total > 5 and created > 999999999999", 1_000_000_000_000...Int.max),
  ])
  func `a search can be divided within its own range`(
    condition: String, expected: ClosedRange<Int>
  ) throws {
    #expect(try range("query invoices where \(condition) via search") == expected)
  }

  @Test func `alternatives and what has no time to search by are not divided`() throws {
    #expect(
      try range(#"query invoices where number = "A" or receipt_number = "B" via search"#) == nil)
    #expect(try range(#"query prices where currency = "usd" via search"#) == nil)
  }

  @Test func `two clauses must be free`() throws {
    let clauses = { (count: Int) in (1...count).map { "total > \($0)" } }
    #expect(
      try range("query invoices where \(clauses(8).joined(separator: " and ")) via search") != nil)
    #expect(
      try range("query invoices where \(clauses(9).joined(separator: " and ")) via search") == nil)
  }
}
