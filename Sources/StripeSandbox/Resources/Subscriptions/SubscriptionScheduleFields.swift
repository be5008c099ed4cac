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
