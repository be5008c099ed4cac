import Analysis
import Expressions
import Foundation
import JSON
import Planning
import SandboxSeeding
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
    /// Ids that conditions reach across.
    var expand: [String]
    var testDescription: String { word }

    init(
      _ word: String, path: String? = nil, expand: [String] = [], _ fields: [FieldPath]
    ) {
      self.word = word
      self.expand = expand
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
      "prices", expand: ["product"],
      [
        .init("product.name", .text),
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
      "invoices", expand: ["customer"],
      [
        .init("customer.email", .text),
        .init("lines.data.amount", .number, isMany: true),
        .init("lines.data.description", .text, isMany: true),
        .init("status", .text), .init("customer", .text), .init("created", .number),
        .init("total", .number), .init("amount_due", .number), .init("amount_paid", .number),
        .init("due_date", .number), .init("number", .text), .init("customer_email", .text),
        .init("collection_method", .text), .init("currency", .text), .init("metadata.po", .map),
      ]),
    Collection(
      "invoice_items", path: "invoiceitems", expand: ["customer"],
      [
        .init("customer.name", .text),
        .init("amount", .number), .init("currency", .text), .init("customer", .text),
        .init("invoice", .text), .init("date", .number), .init("description", .text),
        .init("quantity", .number), .init("discountable", .truth),
      ]),
    Collection(
      "payment_intents", expand: ["customer"],
      [
        .init("customer.email", .text),
        .init("amount", .number), .init("currency", .text), .init("status", .text),
        .init("customer", .text), .init("created", .number), .init("description", .text),
        .init("amount_received", .number), .init("receipt_email", .text),
      ]),
    Collection(
      "charges", expand: ["customer", "refunds"],
      [
        .init("refunds.data.amount", .number, isMany: true),
        .init("refunds.data.reason", .text, isMany: true),
        .init("customer.phone", .text),
        .init("amount", .number), .init("amount_refunded", .number), .init("currency", .text),
        .init("customer", .text), .init("paid", .truth), .init("refunded", .truth),
        .init("disputed", .truth), .init("status", .text), .init("created", .number),
        .init("payment_intent", .text), .init("payment_method_details.card.last4", .text),
        .init("payment_method_details.card.brand", .text),
      ]),
  ]

  private static let shop = Result { try SeededShop(SeedPlan(seed: 7, scale: 0.6)) }

  /// Conditions for each collection: continuous integration looks at many more.
  private static let count =
    ProcessInfo.processInfo.environment["PINSTRIPE_PREDICATES"].flatMap(Int.init) ?? 250

  @Test(arguments: collections)
  func `every route finds what is there`(collection: Collection) async throws {
    let shop = try Self.shop.get()
    let rows = try await shop.all(collection.path, expand: collection.expand)
    #expect(rows.count >= 4)
    let source = PredicateSource(
      fields: collection.fields, rows: rows, dice: SplitMix(seed: UInt64(rows.count)))
    // One engine finds the server near and walks, the other far and asks side by side.
    let readers = [
      RouteReader(makeEngine(shop)),
      RouteReader(makeEngine(shop, clock: TestClock(tick: 0.05), concurrency: 3)),
    ]
    var found = 0
    var planned = 0
    for number in 0..<Self.count {
      let predicate = source.predicate()
      let expected = rows.filter(predicate.holds).compactMap { $0["id"]?.string }.sorted()
      let text = "query \(collection.word) where \(predicate.text) page size 20"
      for plan in try plans(text) {
        planned += 1
        // Most routes are read once and their rows tested often; some plans run as they are.
        let result = try await readers[number % 2].rows(of: plan, afresh: number % 20 < 2)
        #expect(result.compactMap { $0["id"]?.string }.sorted() == expected, "\(text)")
        #expect(result.isNewestFirst, "\(text)")
        found += result.count
      }
    }
    #expect(planned >= Self.count * 3 / 2)
    #expect(found > 0)
  }

  /// The plan of a query, and those that `via` forces; a search that can carry nothing has none.
  private func plans(_ text: String) throws -> [ReadPlan] {
    guard case .read(var read) = try checked(text) else {
      throw Unplanned(message: "this is no read: \(text)")
    }
    let bindings = Bindings(now: 1_780_272_000)
    let cheapest = try Planner().plan(read, with: bindings)
    let forced = [RouteChoice.list, .search].compactMap { choice in
      read.via = choice
      return try? Planner().plan(read, with: bindings)
    }
    return [cheapest] + forced
  }
}

/// Reads every route once and tests its rows as a plan wants.
private final class RouteReader {
  private struct Source: Hashable {
    var route: Route
    var expand: [String]
    var completion: Completion
  }

  private let engine: Engine
  private var known: [Source: [JSONValue]] = [:]

  init(_ engine: Engine) {
    self.engine = engine
  }

  /// - Parameter afresh: whether the engine runs the whole plan, its tests included.
  func rows(of plan: ReadPlan, afresh: Bool) async throws -> [JSONValue] {
    if afresh { return try await read(plan) }
    let source = Source(route: plan.route, expand: plan.expand, completion: plan.beforeFilter)
    var untested = plan
    untested.filter = nil
    // What the filter looks at is whole in the rows that are kept.
    (untested.beforeFilter, untested.afterFilter) = (Completion(), plan.beforeFilter)
    untested.shownAsIDs = []
    let rows: [JSONValue]
    if let kept = known[source] { rows = kept } else { rows = try await read(untested) }
    known[source] = rows
    guard let filter = plan.filter else { return rows }
    return try rows.filter { try filter.holds(on: $0) }
  }

  private func read(_ plan: ReadPlan) async throws -> [JSONValue] {
    var rows: [JSONValue] = []
    try await engine.read(plan) { rows.append($0.value) }
    return rows
  }
}

extension [JSONValue] {
  /// Whether the rows that tell their time come newest first.
  fileprivate var isNewestFirst: Bool {
    let times = compactMap { $0["created"]?.integer }
    return zip(times, times.dropFirst()).allSatisfy { $0 >= $1 }
  }
}
