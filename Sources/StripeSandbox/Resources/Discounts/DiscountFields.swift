import JSON

/// The fields of coupons that are computed with.
struct CouponFields: ObjectFields {
  static let table = CouponFields()
  static let typeName = "coupon"

  let amountOff = FieldKey<Int?>("amount_off")
  let appliesTo = FieldKey<JSONObject?>("applies_to")
  let currency = FieldKey<String?>("currency")
  let currencyOptions = FieldKey<JSONObject?>("currency_options")
  let duration = FieldKey<String>("duration")
  let durationInMonths = FieldKey<Int?>("duration_in_months")
  let maxRedemptions = FieldKey<Int?>("max_redemptions")
  let redeemBy = FieldKey<Int?>("redeem_by")
  let timesRedeemed = FieldKey<Int>("times_redeemed")
  let valid = FieldKey<Bool>("valid")
}

typealias Coupon = ObjectView<CouponFields>

extension ObjectView<CouponFields> {
  /// Returns true if it may still be redeemed, by its limit and its end.
  func isRedeemable(at now: Int) -> Bool {
    self.valid && (self.redeemBy.map { $0 > now } ?? true)
      && (self.maxRedemptions.map { self.timesRedeemed < $0 } ?? true)
  }

  /// Returns the discount in a currency; nil if the coupon has none in that currency.
  func worth(in currency: String) -> BilledLine.Discount.Worth? {
    if let percent = json.decimal("percent_off") { return .percent(percent) }
    if self.currency == currency { return .amount(self.amountOff ?? 0) }
    return self.currencyOptions?.object(currency)?["amount_off"]?.integer.map { .amount($0) }
  }

  /// The only products that it is for; nil for all.
  var products: Set<String>? {
    (self.appliesTo?["products"]?.array).map { Set($0.compactMap(\.string)) }
  }
}

/// The fields of promotion codes that are computed with.
struct PromotionCodeFields: ObjectFields {
  static let table = PromotionCodeFields()
  static let typeName = "promotion_code"

  let active = FieldKey<Bool>("active")
  let code = FieldKey<String>("code")
  let customer = FieldKey<String?>("customer")
  let expiresAt = FieldKey<Int?>("expires_at")
  let maxRedemptions = FieldKey<Int?>("max_redemptions")
  let promotion = FieldKey<JSONObject>("promotion")
  let restrictions = FieldKey<PromotionRestrictions>("restrictions")
  let timesRedeemed = FieldKey<Int>("times_redeemed")
}

typealias PromotionCode = ObjectView<PromotionCodeFields>

/// Who may redeem a promotion code, and for what.
struct PromotionRestrictionFields: FieldTable {
  static let table = PromotionRestrictionFields()

  let currencyOptions = FieldKey<JSONObject?>("currency_options")
  let firstTimeTransaction = FieldKey<Bool>("first_time_transaction")
  let minimumAmount = FieldKey<Int?>("minimum_amount")
  let minimumAmountCurrency = FieldKey<String?>("minimum_amount_currency")
}

typealias PromotionRestrictions = ObjectView<PromotionRestrictionFields>

extension ObjectView<PromotionRestrictionFields> {
  /// The least amount in a currency; nil where there is none.
  func minimum(in currency: String) -> Int? {
    if self.minimumAmountCurrency == currency { return self.minimumAmount }
    return self.currencyOptions?.object(currency)?["minimum_amount"]?.integer
  }
}

/// The fields of discounts that are computed with.
struct DiscountFields: ObjectFields {
  static let table = DiscountFields()
  static let typeName = "discount"

  let customer = FieldKey<String?>("customer")
  let end = FieldKey<Int?>("end")
  let invoice = FieldKey<String?>("invoice")
  let invoiceItem = FieldKey<String?>("invoice_item")
  let promotionCode = FieldKey<String?>("promotion_code")
  let source = FieldKey<DiscountSource>("source")
  let start = FieldKey<Int>("start")
  let subscription = FieldKey<String?>("subscription")
  let subscriptionItem = FieldKey<String?>("subscription_item")
}

typealias Discount = ObjectView<DiscountFields>

extension ObjectView<DiscountFields> {
  /// True if a final invoice has it.
  var isUsed: Bool {
    get { json[".used"] == true }
    set { json[".used"] = newValue ? true : nil }
  }
}

/// What a discount came from.
struct DiscountSourceFields: FieldTable {
  static let table = DiscountSourceFields()

  let coupon = FieldKey<String?>("coupon")
  let type = FieldKey<String>("type")
}

typealias DiscountSource = ObjectView<DiscountSourceFields>
