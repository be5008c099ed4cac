import Analysis
import Expressions
import JSON
import Planning
import SandboxSeeding
import Testing

@testable import Execution

/// What is found through thresholds and counts of a search is what a plain look at every object
/// finds.
@Suite struct ShortcutTests {
  private static let shop = Result { try SeededShop(SeedPlan(seed: 7, scale: 0.6)) }
  private static let sortKeys = [
    "charges": "amount", "invoices": "total", "payment_intents": "amount",
  ]

  /// Conditions that search can take: some of its kinds, and one part or two.
  private func condition(_ source: PredicateSource) -> Predicate? {
    switch source.dice.below(5) {
    case 0: nil
    case 1: .all([source.predicate(depth: 0), source.predicate(depth: 0)])
    default: source.predicate(depth: 0)
    }
  }

  @Test(arguments: ["charges", "invoices", "payment_intents"])
  func `thresholds and counts change nothing but the requests`(word: String) async throws {
    let shop = try Self.shop.get()
    let collection = try #require(DifferentialTests.collections.first { $0.word == word })
    let key = try #require(Self.sortKeys[word])
    let searched = collection.fields.filter {
      [key, "status", "currency", "created", "disputed"].contains($0.text)
    }
    let rows = try await shop.all(collection.path)
    let source = PredicateSource(fields: searched, rows: rows, dice: SplitMix(seed: 17))
    let engine = makeEngine(shop, clock: TestClock(tick: 0.05))
    var (thresholds, counts) = (0, 0)
    for _ in 0..<120 {
      let condition = condition(source)
      let matching = condition.map { rows.filter($0.holds) } ?? rows
      let text = "query \(word)" + (condition.map { " where \($0.text)" } ?? "")
      let order = (isDescending: source.dice.below(2) == 0, limit: 1 + source.dice.below(12))
      let sorted = "\(text) order by \(key)\(order.isDescending ? " desc" : "")"
      let top = try readPlan("\(sorted) limit \(order.limit) page size 4")
      if case .top = top.route { thresholds += 1 }
      let found = try await ids(of: top, engine)
      #expect(found == expected(matching, by: key, order), "\(sorted) limit \(order.limit)")
      let count = try readPlan("\(text) select count()")
      if count.count != nil { counts += 1 }
      var number: JSONValue?
      try await engine.read(count) { number = $0.value["count"] }
      #expect(number == .integer(matching.count), "\(text)")
    }
    #expect(thresholds > 30)
    #expect(counts > 30)
  }

  private func ids(of plan: ReadPlan, _ engine: Engine) async throws -> [String] {
    var ids: [String] = []
    try await engine.read(plan) { ids.append($0.id ?? "?") }
    return ids
  }

  /// The ids in order: nulls last, and of equal values the newest first.
  private func expected(
    _ rows: [JSONValue], by key: String, _ order: (isDescending: Bool, limit: Int)
  ) -> [String] {
    let keyed = rows.enumerated().map { (place: $0, value: $1[key]?.integer, row: $1) }
    let sorted = keyed.sorted { left, right in
      guard left.value != right.value else { return left.place < right.place }
      guard let first = left.value, let second = right.value else { return left.value != nil }
      return order.isDescending ? first > second : first < second
    }
    return sorted.prefix(order.limit).compactMap { $0.row["id"]?.string }
  }
}
