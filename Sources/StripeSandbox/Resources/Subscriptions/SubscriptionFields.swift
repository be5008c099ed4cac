import JSON

/// The fields of subscriptions that are computed with.
struct SubscriptionFields: ObjectFields {
  static let table = SubscriptionFields()
  static let typeName = "subscription"

  let billingCycleAnchor = FieldKey<Int>("billing_cycle_anchor")
  let billingCycleAnchorConfig = FieldKey<JSONObject?>("billing_cycle_anchor_config")
  let billingMode = FieldKey<JSONObject>("billing_mode")
  let billingThresholds = FieldKey<JSONObject?>("billing_thresholds")
  let cancelAt = FieldKey<Int?>("cancel_at")
  let cancelAtPeriodEnd = FieldKey<Bool>("cancel_at_period_end")
  let canceledAt = FieldKey<Int?>("canceled_at")
  let cancellationDetails = FieldKey<CancellationDetails>("cancellation_details")
  let collectionMethod = FieldKey<String>("collection_method")
  let created = FieldKey<Int>("created")
  let currency = FieldKey<String>("currency")
  let customer = FieldKey<String>("customer")
  let daysUntilDue = FieldKey<Int?>("days_until_due")
  let defaultPaymentMethod = FieldKey<String?>("default_payment_method")
  let defaultTaxRates = FieldKey<[JSONValue]>("default_tax_rates")
  let discounts = FieldKey<[JSONValue]>("discounts")
  let endedAt = FieldKey<Int?>("ended_at")
  let items = FieldKey<JSONObject>("items")
  let latestInvoice = FieldKey<String?>("latest_invoice")
  let metadata = FieldKey<JSONObject>("metadata")
  let nextPendingInvoice = FieldKey<Int?>("next_pending_invoice_item_invoice")
  let pauseCollection = FieldKey<JSONObject?>("pause_collection")
  let paymentSettings = FieldKey<SubscriptionPaymentSettings>("payment_settings")
  let pendingInvoiceItemInterval = FieldKey<JSONObject?>("pending_invoice_item_interval")
  let pendingSetupIntent = FieldKey<String?>("pending_setup_intent")
  let pendingUpdate = FieldKey<JSONObject?>("pending_update")
  let schedule = FieldKey<String?>("schedule")
  let startDate = FieldKey<Int>("start_date")
  let status = FieldKey<SubscriptionStatus>("status")
  let trialEnd = FieldKey<Int?>("trial_end")
  let trialSettings = FieldKey<SubscriptionTrialSettings>("trial_settings")
  let trialStart = FieldKey<Int?>("trial_start")
}

typealias Subscription = ObjectView<SubscriptionFields>

extension ObjectView<SubscriptionFields> {
  /// True if a change of interval makes a new period begin. Source: the SDK's words on
  /// `billing_mode`.
  var isClassic: Bool { self.billingMode.text("type") == "classic" }

  var isChargedAutomatically: Bool { self.collectionMethod == "charge_automatically" }

  /// The moments at which a price of the subscription is billed.
  func cycle(_ price: Price) -> BillingCycle {
    BillingCycle(
      anchor: self.billingCycleAnchor, period: BillingPeriod(price),
      dayOfMonth: self.billingCycleAnchorConfig?["day_of_month"]?.integer)
  }

  /// The first end of a period of its items, in Unix seconds.
  var nextPeriodEnd: Int? {
    get { json[".next_period_end"]?.integer ?? shownPeriodEnd }
    set {
      json[".next_period_end"] = newValue == shownPeriodEnd ? nil : newValue.map(JSONValue.integer)
    }
  }

  /// The same of the ten items that the subscription shows.
  private var shownPeriodEnd: Int? {
    self.items.array("data").compactMap { $0["current_period_end"]?.integer }.min()
  }
}

/// The states of a subscription.
enum SubscriptionStatus: String, FieldWord {
  case active
  case canceled
  case incomplete
  case incompleteExpired = "incomplete_expired"
  case pastDue = "past_due"
  case paused
  case trialing
  case unpaid

  static let initial = SubscriptionStatus.incomplete

  /// True if it is over for good.
  var isFinal: Bool { self == .canceled || self == .incompleteExpired }
}

/// The fields of a subscription's `cancellation_details`.
struct CancellationDetailsFields: FieldTable {
  static let table = CancellationDetailsFields()

  let comment = FieldKey<String?>("comment")
  let feedback = FieldKey<String?>("feedback")
  let feedbackOption = FieldKey<String?>("feedback_option")
  let reason = FieldKey<String?>("reason")
}

typealias CancellationDetails = ObjectView<CancellationDetailsFields>

/// The fields of a subscription's `payment_settings`.
struct SubscriptionPaymentSettingsFields: FieldTable {
  static let table = SubscriptionPaymentSettingsFields()

  let saveDefaultPaymentMethod = FieldKey<String?>("save_default_payment_method")
}

typealias SubscriptionPaymentSettings = ObjectView<SubscriptionPaymentSettingsFields>

/// The fields of a subscription's `trial_settings`.
struct SubscriptionTrialSettingsFields: FieldTable {
  static let table = SubscriptionTrialSettingsFields()

  let endBehavior = FieldKey<JSONObject>("end_behavior")
}

typealias SubscriptionTrialSettings = ObjectView<SubscriptionTrialSettingsFields>

/// The fields of a subscription's items that are computed with.
struct SubscriptionItemFields: ObjectFields {
  static let table = SubscriptionItemFields()
  static let typeName = "subscription_item"

  let billingThresholds = FieldKey<JSONObject?>("billing_thresholds")
  let currentPeriodEnd = FieldKey<Int>("current_period_end")
  let currentPeriodStart = FieldKey<Int>("current_period_start")
  let discounts = FieldKey<[JSONValue]>("discounts")
  let plan = FieldKey<JSONObject>("plan")
  let price = FieldKey<Price>("price")
  let quantity = FieldKey<Int?>("quantity")
  let subscription = FieldKey<String>("subscription")
  let taxRates = FieldKey<[JSONValue]>("tax_rates")
}

typealias SubscriptionItem = ObjectView<SubscriptionItemFields>

extension ObjectView<SubscriptionItemFields> {
  /// The cost of one period in minor units; nil if it is beyond the limits.
  var cost: Int? {
    guard !self.price.isMetered else { return 0 }
    return PriceArithmetic.amount(
      of: self.price.json, quantity: ExactDecimal(self.quantity ?? 1))
  }
}
