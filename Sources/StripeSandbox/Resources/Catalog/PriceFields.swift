import JSON

/// The fields of prices that are computed with.
struct PriceFields: ObjectFields {
  static let table = PriceFields()
  static let typeName = "price"

  let active = FieldKey<Bool>("active")
  let billingScheme = FieldKey<String>("billing_scheme")
  let created = FieldKey<Int>("created")
  let currency = FieldKey<String>("currency")
  let customUnitAmount = FieldKey<JSONObject?>("custom_unit_amount")
  let lookupKey = FieldKey<String?>("lookup_key")
  let metadata = FieldKey<JSONObject>("metadata")
  let nickname = FieldKey<String?>("nickname")
  let product = FieldKey<String>("product")
  let recurring = FieldKey<PriceRecurrence?>("recurring")
  let taxBehavior = FieldKey<String>("tax_behavior")
  let tiersMode = FieldKey<String?>("tiers_mode")
  let transformQuantity = FieldKey<JSONObject?>("transform_quantity")
  let type = FieldKey<String>("type")
  let unitAmount = FieldKey<Int?>("unit_amount")
  let unitAmountDecimal = FieldKey<String?>("unit_amount_decimal")
}

typealias Price = ObjectView<PriceFields>

/// The fields of a price's `recurring`.
struct PriceRecurrenceFields: FieldTable {
  static let table = PriceRecurrenceFields()

  let interval = FieldKey<String>("interval")
  let intervalCount = FieldKey<Int>("interval_count")
  let meter = FieldKey<String?>("meter")
  let trialPeriodDays = FieldKey<Int?>("trial_period_days")
  let usageType = FieldKey<String>("usage_type")
}

typealias PriceRecurrence = ObjectView<PriceRecurrenceFields>

extension ObjectView<PriceFields> {
  /// True if usage that is reported afterwards is billed, so that nothing is due in advance.
  var isMetered: Bool { self.recurring?.usageType == "metered" }

  /// True if it may be used although it is inactive: by the session that it was made for.
  var isAdmitted: Bool {
    get { json[".admitted"] == true }
    set { json[".admitted"] = newValue ? true : nil }
  }
}

/// The fields of plans that are computed with.
struct PlanFields: ObjectFields {
  static let table = PlanFields()
  static let typeName = "plan"

  let active = FieldKey<Bool>("active")
  let amount = FieldKey<Int?>("amount")
  let amountDecimal = FieldKey<String?>("amount_decimal")
  let billingScheme = FieldKey<String>("billing_scheme")
  let created = FieldKey<Int>("created")
  let currency = FieldKey<String>("currency")
  let interval = FieldKey<String>("interval")
  let intervalCount = FieldKey<Int>("interval_count")
  let metadata = FieldKey<JSONObject>("metadata")
  let meter = FieldKey<String?>("meter")
  let nickname = FieldKey<String?>("nickname")
  let product = FieldKey<String?>("product")
  let tiersMode = FieldKey<String?>("tiers_mode")
  let transformUsage = FieldKey<JSONObject?>("transform_usage")
  let trialPeriodDays = FieldKey<Int?>("trial_period_days")
  let usageType = FieldKey<String>("usage_type")
}

typealias Plan = ObjectView<PlanFields>
