import JSON

/// Discounts: coupons applied to an item or an invoice.
extension Workspace {
  /// Makes and stores discounts from `[{coupon}, {promotion_code}, {discount}]`, and answers ids.
  func newDiscounts(_ given: JSONValue, for owner: JSONObject) throws(SandboxError) -> [JSONValue] {
    var ids: [JSONValue] = []
    for (index, fields) in (given.array ?? []).compactMap(\.object).enumerated() {
      if let id = fields.text("discount") {
        ids.append(.string(id))
        continue
      }
      let param = "discounts[\(index)]"
      var discount = try build("discount", from: [:])
      let coupon = try coupon(fields, param: param)
      discount["customer"] = owner["customer"] ?? .null
      discount[owner.text("object") == "invoice" ? "invoice" : "invoice_item"] = owner["id"]
      discount["promotion_code"] = fields["promotion_code"] ?? .null
      discount["source"] = ["coupon": coupon["id"] ?? nil, "type": "coupon"]
      discount["start"] = .integer(now)
      try save(discount)
      ids.append(discount["id"] ?? .null)
    }
    return ids
  }

  private func coupon(_ fields: JSONObject, param: String) throws(SandboxError) -> JSONObject {
    var id = fields.text("coupon")
    if let code = fields.text("promotion_code") {
      let promotion = try get("promotion_code", code, param: "\(param)[promotion_code]")
      id = promotion.object("promotion")?.text("coupon") ?? promotion.text("coupon")
    }
    guard let id else { throw .missingParameter("\(param)[coupon]") }
    let coupon = try get("coupon", id, param: "\(param)[coupon]")
    guard coupon["valid"] != false else {
      throw SandboxError(
        "Coupon expired: \(id)", code: "coupon_expired", param: "\(param)[coupon]")
    }
    return coupon
  }

  /// The discounts of ids, as arithmetic takes them.
  func discounts(_ ids: [JSONValue]) throws(SandboxError) -> [BilledLine.Discount] {
    var discounts: [BilledLine.Discount] = []
    for id in ids.compactMap(\.string) {
      guard let discount = try find("discount", id),
        let couponID = discount.object("source")?.text("coupon"),
        let coupon = try find("coupon", couponID)
      else { continue }
      if let percent = coupon.decimal("percent_off") {
        discounts.append(BilledLine.Discount(id: id, worth: .percent(percent)))
      } else {
        let amount = coupon.amount("amount_off")
        discounts.append(BilledLine.Discount(id: id, worth: .amount(amount)))
      }
    }
    return discounts
  }
}
