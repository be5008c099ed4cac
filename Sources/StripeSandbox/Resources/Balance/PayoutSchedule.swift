import JSON

/// The days on which an account is paid out by itself.
///
/// Stripe keeps the hours of payouts to itself; the sandbox pays out at one o'clock UTC, on
/// weekends too.
struct PayoutSchedule: Sendable, Hashable {
  /// Source: the SDK's `BalanceSettings.Payments.Payouts.Schedule.interval`.
  enum Interval: String, Sendable {
    case manual, daily, weekly, monthly
  }

  var interval = Interval.manual
  /// The names of days of the week.
  var weekdays: [String] = []
  /// Days of the month: those from the 29th on mean the last day of a shorter month.
  ///
  /// Source: the SDK's words on `monthly_payout_days`.
  var daysOfMonth: [Int] = []

  /// The time of day, in seconds.
  private static let hour = 3600
  private static let week = [
    "thursday", "friday", "saturday", "sunday", "monday", "tuesday", "wednesday",
  ]

  /// The time of the first payout after a time, both in Unix seconds; nil where none is made by
  /// itself.
  func next(after time: Int) -> Int? {
    let today = time / 86_400
    // A month has one of its days at the latest after as many days as the longest two months have.
    let day = (today...today + 62).first { $0 * 86_400 + Self.hour > time && pays(onDay: $0) }
    return day.map { $0 * 86_400 + Self.hour }
  }

  /// - Parameter day: days since 1970-01-01.
  private func pays(onDay day: Int) -> Bool {
    switch interval {
    case .manual: return false
    case .daily: return true
    case .weekly: return weekdays.contains(Self.week[day % 7])
    case .monthly:
      let date = CivilDate(day: day)
      let isLast = date.dayOfMonth == CivilDate.length(year: date.year, month: date.month)
      return daysOfMonth.contains { $0 == date.dayOfMonth || isLast && $0 > date.dayOfMonth }
    }
  }
}

/// Reading the schedule from requests and from settings.
extension PayoutSchedule {
  /// Reads a schedule as balance settings have it, or the older one of accounts with its anchors.
  ///
  /// - Throws: 400 where the days of an interval are not said.
  init(_ given: Parameters) throws(SandboxError) {
    interval = given.text("interval").flatMap(Interval.init(rawValue:)) ?? .manual
    weekdays = (given["weekly_payout_days"]?.array ?? []).compactMap(\.string)
    daysOfMonth = (given["monthly_payout_days"]?.array ?? []).compactMap(\.integer)
    if weekdays.isEmpty, let anchor = given.text("weekly_anchor") { weekdays = [anchor] }
    if daysOfMonth.isEmpty, let anchor = given.integer("monthly_anchor") { daysOfMonth = [anchor] }
    guard daysOfMonth.allSatisfy((1...31).contains) else {
      throw SandboxError(
        "Days of a month are from 1 to 31.", param: given.name("monthly_payout_days"))
    }
    if interval == .weekly, weekdays.isEmpty {
      throw .missingParameter(given.name("weekly_payout_days"))
    }
    if interval == .monthly, daysOfMonth.isEmpty {
      throw .missingParameter(given.name("monthly_payout_days"))
    }
  }

  init(_ stored: JSONObject) {
    interval = stored.text("interval").flatMap(Interval.init(rawValue:)) ?? .manual
    weekdays = stored.array("weekly_payout_days").compactMap(\.string)
    daysOfMonth = stored.array("monthly_payout_days").compactMap(\.integer)
  }

  /// As balance settings show it.
  var json: JSONObject {
    [
      "interval": .string(interval.rawValue),
      "monthly_payout_days": interval == .monthly
        ? .array(daysOfMonth.map { .integer($0) }) : nil,
      "weekly_payout_days": interval == .weekly
        ? .array(weekdays.map { .string($0) }) : nil,
    ]
  }
}
