import JSON

/// Discounts: coupons at work. They have no operations of their own; those of customers and
/// subscriptions have events.
struct DiscountBehavior: ResourceBehavior {
  let typeName = "discount"
  let eventRules = EventRules(further: Self.furtherEvents)

  private static func furtherEvents(of change: Change) -> [String] {
    let discount = Discount(change.after ?? change.before ?? [:])
    guard discount.invoice == nil, discount.invoiceItem == nil,
      discount.customer != nil || discount.subscription != nil
    else { return [] }
    switch (change.before, change.after) {
    case (nil, _?): return ["customer.discount.created"]
    case (_?, nil): return ["customer.discount.deleted"]
    case (_?, _?): return change.differs(beyond: []) ? ["customer.discount.updated"] : []
    case (nil, nil): return []
    }
  }
}
