import JSON

/// The fields of payment intents that are computed with.
struct PaymentIntentFields: ObjectFields {
  static let table = PaymentIntentFields()
  static let typeName = "payment_intent"

  let amount = FieldKey<Int>("amount")
  let amountCapturable = FieldKey<Int>("amount_capturable")
  let amountReceived = FieldKey<Int>("amount_received")
  let applicationFeeAmount = FieldKey<Int?>("application_fee_amount")
  let automaticPaymentMethods = FieldKey<AutomaticMethods?>("automatic_payment_methods")
  let canceledAt = FieldKey<Int?>("canceled_at")
  let cancellationReason = FieldKey<String?>("cancellation_reason")
  let captureMethod = FieldKey<String>("capture_method")
  let clientSecret = FieldKey<String>("client_secret")
  let confirmationMethod = FieldKey<String>("confirmation_method")
  let currency = FieldKey<String>("currency")
  let customer = FieldKey<String?>("customer")
  let lastPaymentError = FieldKey<JSONObject?>("last_payment_error")
  let latestCharge = FieldKey<String?>("latest_charge")
  let nextAction = FieldKey<JSONObject?>("next_action")
  let paymentMethod = FieldKey<String?>("payment_method")
  let paymentMethodOptions = FieldKey<JSONObject>("payment_method_options")
  let paymentMethodTypes = FieldKey<[String]>("payment_method_types")
  let setupFutureUsage = FieldKey<String?>("setup_future_usage")
  let shipping = FieldKey<JSONObject?>("shipping")
  let status = FieldKey<PaymentIntentStatus>("status")
  let transferData = FieldKey<JSONObject?>("transfer_data")
  let transferGroup = FieldKey<String?>("transfer_group")
}

typealias PaymentIntent = ObjectView<PaymentIntentFields>

/// The fields of an intent's `automatic_payment_methods`.
struct AutomaticMethodsFields: FieldTable {
  static let table = AutomaticMethodsFields()

  let allowRedirects = FieldKey<String?>("allow_redirects")
  let enabled = FieldKey<Bool>("enabled")
}

typealias AutomaticMethods = ObjectView<AutomaticMethodsFields>

extension ObjectView<AutomaticMethodsFields> {
  /// Returns the settings of the account's configuration, with the request's choice of redirects.
  static func configured(by parameters: Parameters) -> Self {
    let given = parameters.object("automatic_payment_methods")
    _ = given?.bool("enabled")
    return Self([
      "allow_redirects": .string(given?.text("allow_redirects") ?? "always"), "enabled": true,
    ])
  }
}

/// The fields of setup intents that are computed with.
struct SetupIntentFields: ObjectFields {
  static let table = SetupIntentFields()
  static let typeName = "setup_intent"

  let automaticPaymentMethods = FieldKey<AutomaticMethods?>("automatic_payment_methods")
  let cancellationReason = FieldKey<String?>("cancellation_reason")
  let clientSecret = FieldKey<String>("client_secret")
  let customer = FieldKey<String?>("customer")
  let lastSetupError = FieldKey<JSONObject?>("last_setup_error")
  let latestAttempt = FieldKey<String?>("latest_attempt")
  let nextAction = FieldKey<JSONObject?>("next_action")
  let paymentMethod = FieldKey<String?>("payment_method")
  let paymentMethodOptions = FieldKey<JSONObject?>("payment_method_options")
  let paymentMethodTypes = FieldKey<[String]>("payment_method_types")
  let status = FieldKey<SetupIntentStatus>("status")
  let usage = FieldKey<String>("usage")
}

typealias SetupIntent = ObjectView<SetupIntentFields>

/// The states of a setup intent. Source: the SDK's `SetupIntent.status`.
enum SetupIntentStatus: String, FieldWord {
  static let initial = SetupIntentStatus.requiresPaymentMethod

  case requiresPaymentMethod = "requires_payment_method"
  case requiresConfirmation = "requires_confirmation"
  case requiresAction = "requires_action"
  case processing
  case succeeded
  case canceled
}

/// The fields of attempts to set up a payment method that are computed with.
struct SetupAttemptFields: ObjectFields {
  static let table = SetupAttemptFields()
  static let typeName = "setup_attempt"

  let customer = FieldKey<String?>("customer")
  let paymentMethod = FieldKey<String>("payment_method")
  let setupError = FieldKey<JSONObject?>("setup_error")
  let setupIntent = FieldKey<String>("setup_intent")
  let status = FieldKey<String>("status")
  let usage = FieldKey<String>("usage")
}

typealias SetupAttempt = ObjectView<SetupAttemptFields>

/// The fields of payment methods that are computed with.
struct PaymentMethodFields: ObjectFields {
  static let table = PaymentMethodFields()
  static let typeName = "payment_method"

  let allowRedisplay = FieldKey<String>("allow_redisplay")
  let billingDetails = FieldKey<JSONObject>("billing_details")
  let card = FieldKey<PaymentCard?>("card")
  let customer = FieldKey<String?>("customer")
  let type = FieldKey<String>("type")
}

typealias PaymentMethod = ObjectView<PaymentMethodFields>

/// The fields of a payment method's `card`.
struct PaymentCardFields: FieldTable {
  static let table = PaymentCardFields()

  let brand = FieldKey<String>("brand")
  let checks = FieldKey<JSONObject>("checks")
  let expiryMonth = FieldKey<Int>("exp_month")
  let expiryYear = FieldKey<Int>("exp_year")
  let fingerprint = FieldKey<String?>("fingerprint")
}

typealias PaymentCard = ObjectView<PaymentCardFields>

extension ObjectView<PaymentMethodFields> {
  /// The test card it is; nil for other types, and for a card not of the table.
  var testCard: TestCard? { TestCard.with(fingerprint: self.card?.fingerprint) }

  /// The behavior of its test card.
  var behavior: TestCardBehavior { testCard?.behavior ?? .succeeds }

  /// True if it was used up: without a customer, or by being detached from one.
  var isSpent: Bool {
    get { json[".spent"] == true }
    set { json[".spent"] = newValue ? true : nil }
  }

  /// True if its customer agreed, by authenticating, to payments without being there.
  var isSetUp: Bool {
    get { json[".set_up"] == true }
    set { json[".set_up"] = newValue ? true : nil }
  }

  /// The checks were made, by an attempt to charge or save it.
  mutating func check() {
    guard var card = self.card, let known = testCard else { return }
    let results = [
      "address_line1_check": known.traits.checks.line1,
      "address_postal_code_check": known.traits.checks.postalCode,
      "cvc_check": known.traits.checks.code,
    ]
    for (name, result) in results where card.checks.text(name) == "unchecked" {
      card.checks[name] = .string(result)
    }
    self.card = card
  }
}
