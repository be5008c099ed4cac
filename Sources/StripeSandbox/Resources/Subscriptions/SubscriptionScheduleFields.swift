import JSON

/// The fields of subscription schedules that are computed with.
struct SubscriptionScheduleFields: ObjectFields {
  static let table = SubscriptionScheduleFields()
  static let typeName = "subscription_schedule"

  let canceledAt = FieldKey<Int?>("canceled_at")
  let currentPhase = FieldKey<JSONObject?>("current_phase")
  let customer = FieldKey<String>("customer")
  let endBehavior = FieldKey<String>("end_behavior")
  let phases = FieldKey<[JSONValue]>("phases")
  let releasedAt = FieldKey<Int?>("released_at")
  let releasedSubscription = FieldKey<String?>("released_subscription")
  let status = FieldKey<ScheduleStatus>("status")
  let subscription = FieldKey<String?>("subscription")
}

typealias SubscriptionSchedule = ObjectView<SubscriptionScheduleFields>

extension ObjectView<SubscriptionScheduleFields> {
  /// Says who is liable for the automatic taxes of `default_settings`.
  ///
  /// - Throws: 400 where that is another account.
  mutating func settleAutomaticTax(_ parameters: Parameters) throws(SandboxError) {
    guard let given = parameters.object("default_settings")?.object("automatic_tax"),
      var defaults = json.object("default_settings")
    else { return }
    guard given.values.object("liability")?.text("type") != "account" else {
      throw SandboxError(
        "The sandbox does not make other accounts liable for taxes.",
        param: given.name("liability"))
    }
    let isOn = given.values.isTrue("enabled")
    defaults["automatic_tax"] = [
      "disabled_reason": nil, "enabled": .bool(isOn),
      "liability": isOn ? ["type": "self"] : nil,
    ]
    json["default_settings"] = .object(defaults)
  }

  /// Takes the settings of a subscription over, which the schedule then keeps.
  mutating func takeDefaults(from subscription: Subscription) {
    var defaults = json.object("default_settings") ?? [:]
    for name in ["automatic_tax", "collection_method", "default_payment_method", "description"] {
      defaults[name] = subscription.json[name]
    }
    var settings = defaults.object("invoice_settings") ?? [:]
    settings["days_until_due"] = subscription.json["days_until_due"]
    defaults["invoice_settings"] = .object(settings)
    json["default_settings"] = .object(defaults)
  }
}

/// The states of a schedule.
enum ScheduleStatus: String, FieldWord {
  case active
  case canceled
  case completed
  case notStarted = "not_started"
  case released

  static let initial = ScheduleStatus.notStarted

  /// True if it may still be changed.
  var isOpen: Bool { self == .active || self == .notStarted }
}
