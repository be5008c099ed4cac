import JSON

/// The fields of quotes that are computed with.
struct QuoteFields: ObjectFields {
  static let table = QuoteFields()
  static let typeName = "quote"

  let amountSubtotal = FieldKey<Int>("amount_subtotal")
  let amountTotal = FieldKey<Int>("amount_total")
  let collectionMethod = FieldKey<CollectionMethod>("collection_method")
  let computed = FieldKey<QuoteComputed>("computed")
  let created = FieldKey<Int>("created")
  let currency = FieldKey<String?>("currency")
  let customer = FieldKey<String?>("customer")
  let defaultTaxRates = FieldKey<[String]>("default_tax_rates")
  let description = FieldKey<String?>("description")
  let discounts = FieldKey<[String]>("discounts")
  let expiresAt = FieldKey<Int>("expires_at")
  let invoice = FieldKey<String?>("invoice")
  let invoiceSettings = FieldKey<JSONObject>("invoice_settings")
  let number = FieldKey<String?>("number")
  let status = FieldKey<QuoteStatus>("status")
  let statusTransitions = FieldKey<QuoteTransitions>("status_transitions")
  let subscription = FieldKey<String?>("subscription")
  let subscriptionData = FieldKey<JSONObject>("subscription_data")
  let totalDetails = FieldKey<JSONObject>("total_details")
}

typealias Quote = ObjectView<QuoteFields>

extension ObjectView<QuoteFields> {
  /// Whether its taxes are worked out by where the customer is.
  var hasAutomaticTax: Bool { json.object("automatic_tax")?.isTrue("enabled") ?? false }
}

/// The states of a quote.
enum QuoteStatus: String, CaseIterable, FieldWord {
  case draft
  case open
  case accepted
  case canceled

  static var initial: QuoteStatus { .draft }
}

/// When a quote reached its states, in Unix seconds.
struct QuoteTransitionFields: FieldTable {
  static let table = QuoteTransitionFields()

  let acceptedAt = FieldKey<Int?>("accepted_at")
  let canceledAt = FieldKey<Int?>("canceled_at")
  let finalizedAt = FieldKey<Int?>("finalized_at")
}

typealias QuoteTransitions = ObjectView<QuoteTransitionFields>

/// The fields of a quote's `computed`: the totals at once and of each period.
struct QuoteComputedFields: FieldTable {
  static let table = QuoteComputedFields()

  let recurring = FieldKey<JSONObject?>("recurring")
  let upfront = FieldKey<JSONObject>("upfront")
}

typealias QuoteComputed = ObjectView<QuoteComputedFields>
