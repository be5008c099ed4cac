import JSON

/// A period of a subscription item that an invoice bills.
struct ItemPeriod: Sendable {
  /// How the period is billed.
  enum Rate: Sendable, Hashable {
    /// The price and quantity of the item, whole or in part.
    case licensed(ProratedShare?)
    /// What was used in it.
    case metered(usage: ExactDecimal)
    case trial
  }

  let item: SubscriptionItem
  /// Unix seconds.
  let start: Int
  let end: Int
  let rate: Rate

  /// The period that an item is in, to be billed in advance.
  init(of item: SubscriptionItem, isTrial: Bool = false) {
    self.init(
      item, start: item.currentPeriodStart, end: item.currentPeriodEnd,
      rate: isTrial ? .trial : .licensed(nil))
  }

  init(_ item: SubscriptionItem, start: Int, end: Int, rate: Rate) {
    self.item = item
    self.start = start
    self.end = end
    self.rate = rate
  }

  /// The same as an invoice shows that comes before the end.
  func ending(at end: Int) -> ItemPeriod { ItemPeriod(item, start: start, end: end, rate: rate) }

  /// True if all of the period is billed, and not a part of its price.
  var isWhole: Bool {
    if case .licensed(.some) = rate { false } else { true }
  }

  var quantity: ExactDecimal {
    switch rate {
    case .metered(let usage): usage
    case .licensed, .trial: ExactDecimal(item.price.isMetered ? 0 : item.quantity ?? 1)
    }
  }

  /// In minor units; nil where it is beyond all limits.
  var amount: Int? {
    switch rate {
    case .trial: 0
    case .licensed(let share): item.cost.map { cost in share?.of(cost) ?? cost }
    case .metered(let usage):
      PriceArithmetic.amount(of: item.price.json, quantity: usage)
    }
  }
}
