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
  let mode = FieldKey<CheckoutMode>("mode")
  let paymentMethodCollection = FieldKey<String?>("payment_method_collection")
  let paymentStatus = FieldKey<String>("payment_status")
  let setupIntent = FieldKey<String?>("setup_intent")
  let status = FieldKey<CheckoutStatus>("status")
  let totalDetails = FieldKey<JSONObject?>("total_details")
  let uiMode = FieldKey<String>("ui_mode")
  let url = FieldKey<String?>("url")
}

typealias CheckoutSession = ObjectView<CheckoutSessionFields>

/// The modes of a checkout session.
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
