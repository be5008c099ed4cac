/// The times of one request, in Unix seconds.
struct SandboxTime: Sendable, Hashable {
  /// The time of the sandbox itself, which events and payments carry always.
  let wall: Int
  /// The id of the test clock that the request's objects live by; nil for the wall clock.
  var clock: String?
  /// The time by which the request's objects live.
  var now: Int

  init(wall: Int) {
    self.wall = wall
    now = wall
  }

  init(wall: Int, clock: String, now: Int) {
    self.wall = wall
    self.clock = clock
    self.now = now
  }

  /// The types whose objects carry the time of their customer's test clock. All others carry the
  /// wall time, payments among them.
  ///
  /// Source: Stripe's guide to test clocks, "Payment objects … use the current time".
  private static let billed: Set<String> = [
    "billing.alert", "billing.credit_balance_transaction", "billing.credit_grant", "credit_note",
    "credit_note_line_item", "customer", "customer_balance_transaction", "discount", "invoice",
    "invoice_payment", "invoiceitem", "line_item", "quote", "subscription", "subscription_item",
    "subscription_schedule", "tax_id",
  ]

  /// The time that a new object of a type carries.
  func created(_ type: String) -> Int {
    clock == nil || Self.billed.contains(type) ? now : wall
  }
}
