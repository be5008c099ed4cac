import JSON

/// The fields of checkout sessions that are computed with.
struct CheckoutSessionFields: ObjectFields {
  static let table = CheckoutSessionFields()
  static let typeName = "checkout.session"

  let amountSubtotal = FieldKey<Int?>("amount_subtotal")
  let amountTotal = FieldKey<Int?>("amount_total")
  let clientSecret = FieldKey<String?>("client_secret")
  let currency = FieldKey<String?>("currency")
  let customer = FieldKey<String?>("customer")
  let customerCreation = FieldKey<String?>("customer_creation")
  let customerDetails = FieldKey<JSONObject?>("customer_details")
  let customerEmail = FieldKey<String?>("customer_email")
  let expiresAt = FieldKey<Int>("expires_at")
  let invoiceCreation = FieldKey<JSONObject?>("invoice_creation")
  let invoice = FieldKey<String?>("invoice")
  let mode = FieldKey<CheckoutMode>("mode")
  let paymentIntent = FieldKey<String?>("payment_intent")
  let paymentMethodCollection = FieldKey<String?>("payment_method_collection")
  let paymentMethodTypes = FieldKey<[String]>("payment_method_types")
  let paymentStatus = FieldKey<String>("payment_status")
  let setupIntent = FieldKey<String?>("setup_intent")
  let shippingCost = FieldKey<InvoiceShippingCost?>("shipping_cost")
  let status = FieldKey<CheckoutStatus>("status")
  let subscription = FieldKey<String?>("subscription")
  let successURL = FieldKey<String?>("success_url")
  let totalDetails = FieldKey<JSONObject?>("total_details")
  let uiMode = FieldKey<String>("ui_mode")
  let url = FieldKey<String?>("url")
}

typealias CheckoutSession = ObjectView<CheckoutSessionFields>

extension ObjectView<CheckoutSessionFields> {
  /// What the request said of the intent or the subscription that comes of the session.
  var data: JSONObject {
    get { json.object(".data") ?? [:] }
    set { json[".data"] = newValue.isEmpty ? nil : .object(newValue) }
  }

  /// What of the customer follows what was entered.
  var customerUpdate: JSONObject {
    get { json.object(".customer_update") ?? [:] }
    set { json[".customer_update"] = newValue.isEmpty ? nil : .object(newValue) }
  }

  /// True if what recurs is to be paid later.
  var hasTrial: Bool { self.data.amount("trial_period_days") > 0 || self.data.has("trial_end") }

  /// True if an invoice shows what was paid.
  var makesInvoice: Bool { self.invoiceCreation?.isTrue("enabled") == true }
}

/// What a checkout session is for.
enum CheckoutMode: String, FieldWord {
  case payment
  case setup
  case subscription

  static let initial = CheckoutMode.payment
}

/// The states of a checkout session.
enum CheckoutStatus: String, FieldWord {
  case complete
  case expired
  case open

  static let initial = CheckoutStatus.open
}
