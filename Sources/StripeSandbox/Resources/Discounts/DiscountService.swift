import JSON

/// Operations of other objects on coupons and promotion codes: redeeming and removing discounts.
struct DiscountService {
  let workspace: Workspace

  /// Makes and stores discounts from `[{coupon}, {promotion_code}, {discount}]`.
  ///
  /// - Returns: the ids of the discounts, in the order given.
  /// - Throws: 400 where one of them may not be redeemed.
  func redeem(_ given: [Parameters], for owner: DiscountOwner) throws(SandboxError) -> [String] {
    var ids: [String] = []
    for fields in given {
      ids.append(try redeem(fields, for: owner))
    }
    return ids
  }

  private func redeem(_ fields: Parameters, for owner: DiscountOwner) throws(SandboxError)
    -> String
  {
    if let id = fields.text("discount") {
      return try workspace.get(Discount.self, id, param: fields.name("discount")).id
    }
    var discount = try workspace.make(Discount.self)
    let coupon: Coupon
    if let id = fields.text("promotion_code") {
      let param = fields.name("promotion_code")
      let code = try workspace.get(PromotionCode.self, id, param: param)
      try check(code, for: owner, param: param)
      coupon = try redeemable(code.promotion.text("coupon") ?? "", for: owner, param: param)
      if owner.isBilled { try count(code) }
      discount.promotionCode = id
    } else if let id = fields.text("coupon") {
      coupon = try redeemable(id, for: owner, param: fields.name("coupon"))
    } else {
      throw .missingParameter(fields.name("coupon"))
    }
    if let field = owner.field {
      discount.customer = owner.customer
      discount.json[field] = .string(owner.id)
    }
    discount.source = DiscountSource(["coupon": .string(coupon.id), "type": "coupon"])
    discount.start = workspace.now
    discount.end = end(of: coupon, for: owner)
    try workspace.save(discount)
    if owner.isBilled { try count(coupon) }
    return discount.id
  }

  /// Returns the end of a discount in Unix seconds; nil for a single bill and for coupons without
  /// end.
  private func end(of coupon: Coupon, for owner: DiscountOwner) -> Int? {
    guard owner.isRecurring, coupon.duration == "repeating", let months = coupon.durationInMonths
    else { return nil }
    return BillingPeriod(interval: "month", count: months).end(after: workspace.now)
  }

  // MARK: - Rules

  private func redeemable(_ id: String, for owner: DiscountOwner, param: String)
    throws(SandboxError) -> Coupon
  {
    let coupon = try workspace.get(Coupon.self, id, param: param)
    guard coupon.isRedeemable(at: workspace.now) else {
      throw SandboxError("Coupon expired: \(id)", code: "coupon_expired", param: param)
    }
    if let currency = owner.currency, coupon.worth(in: currency) == nil {
      throw foreign(coupon, currency, param: param)
    }
    return coupon
  }

  private func check(_ code: PromotionCode, for owner: DiscountOwner, param: String)
    throws(SandboxError)
  {
    try checkIsRedeemable(code, param: param)
    if let customer = code.customer, customer != owner.customer {
      throw SandboxError(
        "This promotion code cannot be redeemed by this customer.", param: param)
    }
    let restrictions = code.restrictions
    if restrictions.firstTimeTransaction, let customer = owner.customer,
      try hasPaid(customer)
    {
      throw SandboxError(
        "This promotion code cannot be redeemed because the associated customer has prior"
          + " transactions.", param: param)
    }
    if let currency = owner.currency, let amount = owner.amount,
      let least = restrictions.minimum(in: currency), amount < least
    {
      throw SandboxError(
        "This promotion code requires an amount of at least"
          + " \(Currency(currency).format(least)).", param: param)
    }
  }

  /// - Throws: 400 where the code is switched off, over, or used up.
  func checkIsRedeemable(_ code: PromotionCode, param: String) throws(SandboxError) {
    let coupon = try workspace.find(Coupon.self, code.promotion.text("coupon") ?? "")
    let isOver = code.expiresAt.map { $0 <= workspace.now } ?? false
    let isUsedUp = code.maxRedemptions.map { code.timesRedeemed >= $0 } ?? false
    guard code.active, !isOver, !isUsedUp, coupon?.isRedeemable(at: workspace.now) == true else {
      throw SandboxError("This promotion code is expired or not active.", param: param)
    }
  }

  /// Returns true if a customer has paid before.
  private func hasPaid(_ customer: String) throws(SandboxError) -> Bool {
    let charges = try workspace.list("charge", where: "customer", equals: customer)
    return charges.contains { $0.isTrue("paid") }
  }

  // MARK: - Counting

  private func count(_ coupon: Coupon) throws(SandboxError) {
    var counted = coupon
    counted.timesRedeemed += 1
    if let most = counted.maxRedemptions, counted.timesRedeemed >= most { counted.valid = false }
    // Counting is no change that has an event.
    try workspace.saveQuietly(counted.json)
    if !counted.valid { try deactivateCodes(of: counted.id) }
  }

  private func count(_ code: PromotionCode) throws(SandboxError) {
    var counted = code
    counted.timesRedeemed += 1
    if let most = counted.maxRedemptions, counted.timesRedeemed >= most { counted.active = false }
    try workspace.saveQuietly(counted.json)
  }

  /// Source: the SDK's words on `PromotionCode.active`: "only active if the coupon is also valid".
  func deactivateCodes(of coupon: String) throws(SandboxError) {
    for code in try workspace.list(PromotionCode.self, where: "coupon", equals: coupon)
    where code.active {
      var inactive = code
      inactive.active = false
      try workspace.save(inactive)
    }
  }

  /// The codes of a name, whatever its case.
  func codes(named name: String) throws(SandboxError) -> [PromotionCode] {
    try workspace.list(PromotionCode.self, where: "code", equals: name.lowercased())
  }

  // MARK: - At work

  /// The discounts of ids, as arithmetic takes them.
  func worths(of ids: [String], in currency: String) throws(SandboxError)
    -> [BilledLine.Discount]
  {
    var worths: [BilledLine.Discount] = []
    for id in ids {
      guard let discount = try workspace.find(Discount.self, id),
        let coupon = try coupon(of: discount)
      else { continue }
      guard let worth = coupon.worth(in: currency) else {
        throw foreign(coupon, currency, param: "discounts")
      }
      worths.append(BilledLine.Discount(id: id, worth: worth, products: coupon.products))
    }
    return worths
  }

  /// Returns true if a discount still takes something off: not over, and not used if it is for
  /// once.
  func isRunning(_ id: String) throws(SandboxError) -> Bool {
    guard let discount = try workspace.find(Discount.self, id),
      let coupon = try coupon(of: discount)
    else { return false }
    if let end = discount.end, end <= workspace.now { return false }
    return !(coupon.duration == "once" && discount.isUsed)
  }

  /// Returns true if a discount says something of amounts in a currency.
  func isWorth(_ id: String, in currency: String) throws(SandboxError) -> Bool {
    guard let discount = try workspace.find(Discount.self, id) else { return false }
    return try coupon(of: discount)?.worth(in: currency) != nil
  }

  /// Notes that the discounts of a final invoice were used.
  func use(_ ids: [String]) throws(SandboxError) {
    for id in ids {
      guard var discount = try workspace.find(Discount.self, id), !discount.isUsed else { continue }
      discount.isUsed = true
      try workspace.save(discount)
    }
  }

  /// Takes the discounts off a subscription that are used up or over.
  ///
  /// Source: the SDK's words on `Coupon.duration`.
  func retire(from subscription: inout Subscription) throws(SandboxError) {
    subscription.discounts = try running(subscription.discounts.compactMap(\.string))
      .map(JSONValue.string)
  }

  /// Those of some discounts that still take something off.
  func running(_ ids: [String]) throws(SandboxError) -> [String] {
    var running: [String] = []
    for id in ids where try isRunning(id) { running.append(id) }
    return running
  }

  /// The coupon of a discount, deleted or not.
  private func coupon(of discount: Discount) throws(SandboxError) -> Coupon? {
    let id = discount.source.coupon ?? ""
    if let coupon = try workspace.find(Coupon.self, id) { return coupon }
    return try workspace.stored.stub("coupon", id).map(Coupon.init)
  }

  private func foreign(_ coupon: Coupon, _ currency: String, param: String) -> SandboxError {
    SandboxError(
      "The coupon \(coupon.id) takes off an amount in \(coupon.currency ?? "another currency") and"
        + " cannot be applied to an amount in \(currency).", param: param)
  }

  /// Takes away the discounts of a customer or a subscription.
  ///
  /// - Returns: what is left of the first of them.
  func remove(from owner: JSONObject) throws(SandboxError) -> JSONObject {
    let name = owner.text("object") ?? ""
    let ids =
      [owner.text("discount") ?? owner.object("discount")?.text("id")].compactMap(\.self)
      + owner.array("discounts").compactMap(\.string)
    guard let first = ids.first, let discount = try workspace.find(Discount.self, first) else {
      throw SandboxError(
        404, "No active discount for \(name): \(owner.text("id") ?? "")", code: "resource_missing")
    }
    var changed = owner
    if owner["discount"] != nil { changed["discount"] = .null }
    if owner["discounts"]?.array != nil { changed["discounts"] = [] }
    try workspace.save(changed)
    for id in ids.dropFirst() {
      if let further = try workspace.find(Discount.self, id) { try workspace.remove(further) }
    }
    try workspace.remove(discount)
    var deleted = discount.json
    deleted["deleted"] = true
    return deleted
  }
}

/// The object that a coupon is applied to.
struct DiscountOwner {
  /// The discount's field that names it: "invoice"; nil for what only offers, as a quote does.
  let field: String?
  let id: String
  let customer: String?
  /// Where it is known.
  var currency: String?
  /// The amount that is discounted, in minor units; nil if it is not known.
  var amount: Int?

  /// True if the coupon is redeemed by it.
  var isBilled: Bool { field != nil }

  /// True if it is billed again and again.
  var isRecurring: Bool {
    ["customer", "subscription", "subscription_item"].contains(field)
  }

  init(_ invoice: Invoice) {
    self.init(
      field: "invoice", id: invoice.id, customer: invoice.customer, currency: invoice.currency,
      amount: invoice.subtotal)
  }

  init(_ item: InvoiceItem) {
    self.init(
      field: "invoice_item", id: item.id, customer: item.customer, currency: item.currency,
      amount: item.amount)
  }

  init(field: String?, id: String, customer: String?, currency: String? = nil, amount: Int? = nil) {
    self.field = field
    self.id = id
    self.customer = customer
    self.currency = currency
    self.amount = amount
  }
}
