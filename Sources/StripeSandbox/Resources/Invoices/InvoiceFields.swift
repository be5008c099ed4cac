import JSON

/// The fields of invoices that are computed with.
struct InvoiceFields: ObjectFields {
  static let table = InvoiceFields()
  static let typeName = "invoice"

  let amountDue = FieldKey<Int>("amount_due")
  let amountPaid = FieldKey<Int>("amount_paid")
  let amountRemaining = FieldKey<Int>("amount_remaining")
  let amountShipping = FieldKey<Int>("amount_shipping")
  let attemptCount = FieldKey<Int>("attempt_count")
  let attempted = FieldKey<Bool>("attempted")
  let autoAdvance = FieldKey<Bool>("auto_advance")
  let automaticallyFinalizesAt = FieldKey<Int?>("automatically_finalizes_at")
  let billingReason = FieldKey<String?>("billing_reason")
  let collectionMethod = FieldKey<CollectionMethod>("collection_method")
  let confirmationSecret = FieldKey<JSONObject?>("confirmation_secret")
  let created = FieldKey<Int>("created")
  let currency = FieldKey<String>("currency")
  let customer = FieldKey<String>("customer")
  let customerEmail = FieldKey<String?>("customer_email")
  let customerTaxExempt = FieldKey<String?>("customer_tax_exempt")
  let defaultPaymentMethod = FieldKey<String?>("default_payment_method")
  let defaultSource = FieldKey<String?>("default_source")
  let defaultTaxRates = FieldKey<[TaxRate]>("default_tax_rates")
  let discounts = FieldKey<[String]>("discounts")
  let dueDate = FieldKey<Int?>("due_date")
  let effectiveAt = FieldKey<Int?>("effective_at")
  let endingBalance = FieldKey<Int?>("ending_balance")
  let fromInvoice = FieldKey<InvoiceRevision?>("from_invoice")
  let hostedInvoiceURL = FieldKey<String?>("hosted_invoice_url")
  let invoicePDF = FieldKey<String?>("invoice_pdf")
  let latestRevision = FieldKey<String?>("latest_revision")
  let lines = FieldKey<JSONObject>("lines")
  let nextPaymentAttempt = FieldKey<Int?>("next_payment_attempt")
  let number = FieldKey<String?>("number")
  let parent = FieldKey<JSONObject?>("parent")
  let postPaymentCreditNotesAmount = FieldKey<Int>("post_payment_credit_notes_amount")
  let prePaymentCreditNotesAmount = FieldKey<Int>("pre_payment_credit_notes_amount")
  let rendering = FieldKey<InvoiceRendering?>("rendering")
  let shippingCost = FieldKey<InvoiceShippingCost?>("shipping_cost")
  let startingBalance = FieldKey<Int>("starting_balance")
  let status = FieldKey<InvoiceStatus>("status")
  let statusTransitions = FieldKey<InvoiceTransitions>("status_transitions")
  let subtotal = FieldKey<Int>("subtotal")
  let subtotalExcludingTax = FieldKey<Int?>("subtotal_excluding_tax")
  let total = FieldKey<Int>("total")
  let totalDiscountAmounts = FieldKey<[JSONValue]>("total_discount_amounts")
  let totalExcludingTax = FieldKey<Int?>("total_excluding_tax")
  let totalPretaxCreditAmounts = FieldKey<[JSONValue]>("total_pretax_credit_amounts")
  let totalTaxes = FieldKey<[JSONValue]>("total_taxes")
}

typealias Invoice = ObjectView<InvoiceFields>

extension ObjectView<InvoiceFields> {
  /// The subscription that the invoice bills.
  var subscription: String? {
    self.parent?.object("subscription_details")?.text("subscription")
  }

  /// Leaves the invoice as it is: it is neither finalized nor charged by itself any more.
  mutating func stopAdvancing() {
    self.autoAdvance = false
    self.automaticallyFinalizesAt = nil
    self.nextPaymentAttempt = nil
  }
}

/// The states of an invoice. Source: the SDK's `Invoice.status`.
enum InvoiceStatus: String, CaseIterable, FieldWord {
  case draft
  case open
  case paid
  case uncollectible
  case void

  static var initial: InvoiceStatus { .draft }
}

/// The ways in which an invoice or a subscription is paid. Source: the SDK's
/// `Invoice.collection_method`.
enum CollectionMethod: String, CaseIterable, FieldWord {
  case chargeAutomatically = "charge_automatically"
  case sendInvoice = "send_invoice"

  static var initial: CollectionMethod { .chargeAutomatically }
}

/// When an invoice reached its states, in Unix seconds.
struct InvoiceTransitionFields: FieldTable {
  static let table = InvoiceTransitionFields()

  let finalizedAt = FieldKey<Int?>("finalized_at")
  let markedUncollectibleAt = FieldKey<Int?>("marked_uncollectible_at")
  let paidAt = FieldKey<Int?>("paid_at")
  let voidedAt = FieldKey<Int?>("voided_at")
}

typealias InvoiceTransitions = ObjectView<InvoiceTransitionFields>

/// Which invoice another one revises.
struct InvoiceRevisionFields: FieldTable {
  static let table = InvoiceRevisionFields()

  let action = FieldKey<String>("action")
  let invoice = FieldKey<String>("invoice")
}

typealias InvoiceRevision = ObjectView<InvoiceRevisionFields>

/// The fields of an invoice's `rendering`.
struct InvoiceRenderingFields: FieldTable {
  static let table = InvoiceRenderingFields()

  let amountTaxDisplay = FieldKey<String?>("amount_tax_display")
  let pdf = FieldKey<JSONObject?>("pdf")
  let template = FieldKey<String?>("template")
  let templateVersion = FieldKey<Int?>("template_version")
}

typealias InvoiceRendering = ObjectView<InvoiceRenderingFields>

/// The fields of the `shipping_cost` of an invoice or a credit note.
struct InvoiceShippingCostFields: FieldTable {
  static let table = InvoiceShippingCostFields()

  let amountSubtotal = FieldKey<Int>("amount_subtotal")
  let amountTax = FieldKey<Int>("amount_tax")
  let amountTotal = FieldKey<Int>("amount_total")
  let shippingRate = FieldKey<String?>("shipping_rate")
}

typealias InvoiceShippingCost = ObjectView<InvoiceShippingCostFields>
