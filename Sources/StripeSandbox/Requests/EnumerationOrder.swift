/// The allowed values of a parameter as Stripe's messages list them: in an order of Stripe's own,
/// where the catalog has the alphabet's.
enum EnumerationOrder {
  /// Source: recorded answers.
  private static let known: [Set<String>: [String]] = Dictionary(
    uniqueKeysWithValues: [
      ["draft", "open", "void", "paid", "uncollectible"],
      ["include", "exclude"],
      ["allow_incomplete", "error_if_incomplete", "pending_if_incomplete", "default_incomplete"],
      [
        "active", "past_due", "unpaid", "canceled", "incomplete", "incomplete_expired",
        "trialing", "paused", "all", "ended",
      ],
    ].map { (Set($0), $0) })

  /// "a", "a or b", "a, b, or c".
  static func list(_ values: [String]) -> String {
    let values = known[Set(values)] ?? values
    guard values.count > 2, let last = values.last else { return values.joined(separator: " or ") }
    return values.dropLast().joined(separator: ", ") + ", or \(last)"
  }
}
