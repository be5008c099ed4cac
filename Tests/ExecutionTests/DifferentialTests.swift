import JSON
import Planning
import StripeSandbox
import Testing

@testable import Execution

/// Any condition finds by any route what a plain look at every object finds.
@Suite struct DifferentialTests {
  /// A collection, what of it conditions are made of, and whether its objects have a time.
  struct Collection: Sendable, CustomTestStringConvertible {
    var word: String
    var path: String
    var fields: [FieldPath]
    var testDescription: String { word }

    init(_ word: String, path: String? = nil, _ fields: [FieldPath]) {
      self.word = word
      self.path = path ?? word
      self.fields = fields
    }
  }

  static let collections = [
    Collection(
      "customers",
      [
        .init("email", .text), .init("name", .text), .init("phone", .text),
        .init("created", .number), .init("balance", .number), .init("delinquent", .truth),
        .init("metadata.tier", .map), .init("description", .text), .init("id", .text),
      ]),
    Collection(
      "products",
      [
        .init("active", .truth), .init("name", .text), .init("description", .text),
        .init("created", .number), .init("updated", .number), .init("url", .text),
        .init("shippable", .truth), .init("metadata.line", .map), .init("id", .text),
      ]),
    Collection(
      "prices",
      [
        .init("active", .truth), .init("currency", .text), .init("unit_amount", .number),
        .init("type", .text), .init("recurring.interval", .text), .init("product", .text),
        .init("lookup_key", .text), .init("created", .number), .init("nickname", .text),
      ]),
    Collection(
      "payment_links",
      [
        .init("active", .truth), .init("currency", .text), .init("url", .text),
        .init("allow_promotion_codes", .truth), .init("metadata.campaign", .map),
        .init("id", .text),
      ]),
    Collection(
      "invoices",
      [
        .init("status", .text), .init("customer", .text), .init("created", .number),
        .init("total", .number), .init("amount_due", .number), .init("amount_paid", .number),
        .init("due_date", .number), .init("number", .text), .init("customer_email", .text),
        .init("collection_method", .text), .init("currency", .text), .init("metadata.po", .map),
      ]),
    Collection(
      "invoice_items", path: "invoiceitems",
      [
        .init("amount", .number), .init("currency", .text), .init("customer", .text),
        .init("invoice", .text), .init("date", .number), .init("description", .text),
        .init("quantity", .number), .init("discountable", .truth),
      ]),
    Collection(
      "payment_intents",
      [
        .init("amount", .number), .init("currency", .text), .init("status", .text),
        .init("customer", .text), .init("created", .number), .init("description", .text),
        .init("amount_received", .number), .init("receipt_email", .text),
      ]),
    Collection(
      "charges",
      [
        .init("amount", .number), .init("amount_refunded", .number), .init("currency", .text),
        .init("customer", .text), .init("paid", .truth), .init("refunded", .truth),
        .init("disputed", .truth), .init("status", .text), .init("created", .number),
        .init("payment_intent", .text), .init("payment_method_details.card.last4", .text),
        .init("payment_method_details.card.brand", .text),
      ]),
  ]

  private static let shop = Result { try SeededShop(SeedPlan(seed: 7, scale: 0.6)) }

  @Test(arguments: collections)
  func `every route finds what is there`(collection: Collection) async throws {
    let shop = try Self.shop.get()
    let rows = try await shop.all(collection.path)
    #expect(rows.count >= 4)
    let source = PredicateSource(
      fields: collection.fields, rows: rows, dice: SplitMix(seed: UInt64(rows.count)))
    // One engine finds the server near and walks, the other far and asks side by side.
    let engines = [
      makeEngine(shop), makeEngine(shop, clock: TestClock(tick: 0.05), concurrency: 3),
    ]
    var found = 0
    var planned = 0
    for number in 0..<300 {
      let predicate = source.predicate()
      let expected = rows.filter(predicate.holds).compactMap { $0["id"]?.string }
      for via in ["", number % 2 == 0 ? " via list" : " via search"] {
        let text = "query \(collection.word) where \(predicate.text)\(via) page size 20"
        guard let plan = try plannedRead(text, isForced: !via.isEmpty) else { continue }
        planned += 1
        let result = try await ids(plan, engines[number % 2])
        #expect(result.ids.sorted() == expected.sorted(), "\(text)")
        #expect(result.isNewestFirst, "\(text)")
        found += result.ids.count
      }
    }
    #expect(planned >= 450)
    #expect(found > 0)
  }

  /// The plan; nil where the forced route cannot carry anything of the condition.
  private func plannedRead(_ text: String, isForced: Bool) throws -> ReadPlan? {
    do {
      return try readPlan(text)
    } catch  where isForced {
      return nil
    }
  }

  private func ids(
    _ plan: ReadPlan, _ engine: Engine
  ) async throws -> (ids: [String], isNewestFirst: Bool) {
    var ids: [String] = []
    var times: [Int] = []
    try await engine.read(plan) { row in
      ids.append(row.id ?? "?")
      if let time = row.value["created"]?.integer { times.append(time) }
    }
    return (ids, zip(times, times.dropFirst()).allSatisfy { $0 >= $1 })
  }
}
