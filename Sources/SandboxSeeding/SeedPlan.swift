/// The amount of data to seed. The same plan creates the same data in an empty sandbox.
package struct SeedPlan: Sendable, Hashable {
  /// Where chance begins.
  package var seed: UInt64
  /// The factor of the usual counts: 1 makes a sandbox to try things in, 2,000 one with 200,000
  /// invoices.
  package var scale: Double
  /// Counts of one's own by object name ("invoice"), which the scale leaves alone.
  package var counts: [String: Int]
  /// True if copies of purchases that are over and done with come alone: without the payments and
  /// items that went with them, which take twice the room. Nil leaves it to the counts.
  package var isSparse: Bool?
  /// So many purchases of a kind are made in full; they are patterns for any number more.
  var patternCount = 150

  /// Creates a plan of a scale.
  package init(
    seed: UInt64 = 1, scale: Double = 1, counts: [String: Int] = [:], isSparse: Bool? = nil
  ) {
    self.seed = seed
    self.scale = scale
    self.counts = counts
    self.isSparse = isSparse
  }

  /// The kinds of objects a plan counts, in the order they are made.
  package static let objectNames = [
    "product", "price", "customer", "payment_link", "subscription", "invoice", "payment_intent",
    "invoice_item",
  ]

  private static let usualCounts = [
    "product": 10, "price": 15, "customer": 25, "payment_link": 6, "subscription": 8,
    "invoice": 100, "payment_intent": 40, "invoice_item": 10,
  ]

  /// The types whose number does not grow with the sales of a shop.
  private static let steady: Set<String> = ["product", "price", "payment_link"]

  /// Returns the number of objects of a type that the plan makes itself, without those they cause.
  package func count(of name: String) -> Int {
    if let count = counts[name] { return max(0, count) }
    let usual = Double(Self.usualCounts[name] ?? 0)
    let factor = Self.steady.contains(name) ? min(max(scale, 0), 4) : max(scale, 0)
    return Int((usual * min(factor, 1_000_000)).rounded())
  }

  /// From this many purchases of a kind on, copies come alone unless the plan says otherwise.
  private static let manyPurchases = 20_000

  func isSparse(for name: String) -> Bool {
    isSparse ?? (count(of: name) >= Self.manyPurchases)
  }
}
