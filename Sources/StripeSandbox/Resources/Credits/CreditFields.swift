import JSON

/// The fields of credits that a customer was granted.
struct CreditGrantFields: ObjectFields {
  static let table = CreditGrantFields()
  static let typeName = "billing.credit_grant"

  let amount = FieldKey<JSONObject>("amount")
  let applicabilityConfig = FieldKey<JSONObject>("applicability_config")
  let category = FieldKey<String>("category")
  let created = FieldKey<Int>("created")
  let customer = FieldKey<String>("customer")
  let effectiveAt = FieldKey<Int?>("effective_at")
  let expiresAt = FieldKey<Int?>("expires_at")
  let priority = FieldKey<Int?>("priority")
  let updated = FieldKey<Int>("updated")
  let voidedAt = FieldKey<Int?>("voided_at")
}

typealias CreditGrant = ObjectView<CreditGrantFields>

extension ObjectView<CreditGrantFields> {
  var currency: String { self.amount.object("monetary")?.text("currency") ?? "" }

  /// What is left of it, in minor units.
  var balance: Int {
    get { json.amount(".balance") }
    set { json[".balance"] = .integer(newValue) }
  }

  /// Returns true if it can pay at a time, in Unix seconds.
  func isUsable(at time: Int) -> Bool {
    self.voidedAt == nil && (self.effectiveAt ?? 0) <= time && (self.expiresAt ?? .max) > time
  }

  /// Returns true if it is for a price with a meter.
  func applies(to price: String) -> Bool {
    let scope = self.applicabilityConfig.object("scope")
    let prices = scope?.array("prices") ?? []
    return prices.isEmpty || prices.contains { $0["id"]?.string == price }
  }

  /// The order in which credits are used. Source: Stripe's guide to billing credits: priority,
  /// then what expires first, promotional ones first, then what is effective and was made first.
  static func isUsedBefore(_ one: Self, _ other: Self) -> Bool {
    order(one).lexicographicallyPrecedes(order(other))
  }

  private static func order(_ grant: Self) -> [Int] {
    [
      grant.priority ?? 50, grant.expiresAt ?? .max, grant.category == "promotional" ? 0 : 1,
      grant.effectiveAt ?? 0, grant.created,
    ]
  }
}

/// The fields of the credits and debits of a grant.
struct CreditTransactionFields: ObjectFields {
  static let table = CreditTransactionFields()
  static let typeName = "billing.credit_balance_transaction"

  let credit = FieldKey<JSONObject?>("credit")
  let creditGrant = FieldKey<String>("credit_grant")
  let debit = FieldKey<JSONObject?>("debit")
  let effectiveAt = FieldKey<Int>("effective_at")
  let type = FieldKey<String?>("type")
}

typealias CreditTransaction = ObjectView<CreditTransactionFields>
