import JSON

/// The discount of a customer, which is for all that is billed to them and has none of its own.
/// Only older versions give customers one.
///
/// Source: the SDK's parameters of release 11.
struct CustomerDiscounts {
  let workspace: Workspace

  /// Gives the customer a discount by `coupon` or `promotion_code`, in the place of the one there
  /// was, or takes it away where the coupon is empty.
  func change(by parameters: Parameters, _ customer: inout Customer) throws(SandboxError) {
    let given = ["coupon", "promotion_code"].filter { parameters.isGiven($0) }
    guard let name = given.first else { return }
    guard given.count == 1 else {
      throw SandboxError("You may only specify one of these parameters: coupon, promotion_code.")
    }
    let old = try discount(of: customer.json)
    guard parameters.text(name) != nil else {
      customer.json["discount"] = .null
      if let old { try workspace.remove(old) }
      return
    }
    let owner = DiscountOwner(field: "customer", id: customer.id, customer: customer.id)
    var discount = try workspace.discounts.discount(parameters, for: owner)
    if let old { discount.json["id"] = .string(old.id) }
    try workspace.save(discount)
    customer.json["discount"] = .object(discount.json)
  }

  private func discount(of customer: JSONObject) throws(SandboxError) -> Discount? {
    guard let id = customer.object("discount")?.text("id") else { return nil }
    return try workspace.find(Discount.self, id)
  }

  /// The ids of the discounts that an invoice of the customer has unless it is given others. One
  /// that is for once goes from the customer to the invoice.
  func inherited(by invoice: String, of customer: String, in currency: String)
    throws(SandboxError) -> [String]
  {
    var owner = try workspace.get(Customer.self, customer)
    guard var discount = try discount(of: owner.json),
      discount.end.map({ $0 > workspace.now }) ?? true,
      let coupon = try workspace.find(Coupon.self, discount.source.coupon ?? ""),
      coupon.worth(in: currency) != nil
    else { return [] }
    if coupon.duration == "once" {
      workspace.announce("customer.discount.deleted", discount.json)
      discount.invoice = invoice
      try workspace.saveQuietly(discount.json)
      owner.json["discount"] = .null
      try workspace.save(owner)
    }
    return [discount.id]
  }
}
