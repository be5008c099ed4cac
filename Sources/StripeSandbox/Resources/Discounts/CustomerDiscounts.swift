import JSON

/// The discounts of customers, and which discounts an invoice inherits.
struct CustomerDiscounts {
  let workspace: Workspace

  /// The parameters that give a customer a discount, or take it away.
  static let parameters: Set<String> = ["coupon", "promotion_code"]

  func change(_ customer: inout Customer, by given: Parameters) throws(SandboxError) {
    guard Self.parameters.contains(where: given.isGiven) else { return }
    let old = try customer.discount.flatMap { id throws(SandboxError) in
      try workspace.find(Discount.self, id)
    }
    guard Self.parameters.contains(where: given.has) else {
      given.markRead(Self.parameters)
      if let old { try workspace.remove(old) }
      customer.json["discount"] = .null
      return
    }
    let owner = DiscountOwner(field: "customer", id: customer.id, customer: customer.id)
    let id = try workspace.discounts.redeem([given], for: owner).first ?? ""
    let discount = try workspace.get(Discount.self, id)
    customer.json["discount"] = discount.field
    guard let old else { return }
    // One that takes the place of another is told of as a change.
    try workspace.saveQuietly(discount.json)
    try workspace.saveQuietly(old.json)
    try workspace.remove(old)
    workspace.announce("customer.discount.updated", discount.json)
  }

  /// The discounts of an invoice of which nothing else is said: the subscription's, else the
  /// customer's, unless that is of another currency; those that are over are left out.
  func inherited(_ subscription: Subscription?, of customer: Customer, in currency: String)
    throws(SandboxError) -> [String]
  {
    let own = subscription?.discounts.compactMap(\.string) ?? []
    var ids: [String] = []
    for id in own.isEmpty ? [customer.discount].compactMap(\.self) : own
    where try workspace.discounts.isRunning(id) {
      if own.isEmpty, try !workspace.discounts.isWorth(id, in: currency) { continue }
      ids.append(id)
    }
    return ids
  }
}

extension ObjectView<CustomerFields> {
  /// The id of the customer's discount.
  var discount: String? { json.object("discount")?.text("id") }
}
