import JSON

/// When a new subscription begins, how long it is free, and from when its periods are counted.
struct SubscriptionTiming: Sendable, Hashable {
  /// Unix seconds, all of them.
  let start: Int
  let trialEnd: Int?
  let anchor: Int
  /// What `billing_cycle_anchor_config` said.
  let anchorConfig: JSONObject?

  /// The periods to be billed at once, of a price without a trial: those that have begun.
  ///
  /// Source: Stripe's guide to backdating: a line for each natural period; a period that is cut
  /// off by the anchor costs its part of one that begins when it begins.
  ///
  /// - Parameter prorates: whether time before now, and less than a period, is billed.
  func periods(of item: SubscriptionItem, until now: Int, prorates: Bool) -> [ItemPeriod] {
    let cycle = cycle(item.price)
    var periods: [ItemPeriod] = []
    var begin = start
    while begin <= now {
      let end = cycle.end(after: begin)
      if prorates || begin == now && cycle.start(of: begin) == begin {
        periods.append(Self.period(of: item, from: begin, to: end))
      }
      begin = end
    }
    return periods
  }

  private func cycle(_ price: Price) -> BillingCycle {
    BillingCycle(
      anchor: anchor, period: BillingPeriod(price),
      dayOfMonth: anchorConfig?["day_of_month"]?.integer)
  }

  /// A period of an item, whole or, where the anchor cuts it off, its part.
  static func period(of item: SubscriptionItem, from start: Int, to end: Int) -> ItemPeriod {
    let natural = BillingPeriod(item.price).end(after: start)
    let share =
      end < natural
      ? ProratedShare(after: natural - (end - start), start: start, end: natural) : nil
    return ItemPeriod(item, start: start, end: end, rate: .licensed(share))
  }

  /// The period of an item that a moment lies in.
  func current(_ price: Price, at now: Int) -> (start: Int, end: Int) {
    if let trialEnd { return (now, trialEnd) }
    let cycle = cycle(price)
    return (max(start, cycle.start(of: now)), cycle.end(after: now))
  }
}

/// Reads the times of a new subscription from its parameters.
struct SubscriptionTimingParameters {
  let parameters: Parameters
  let prices: [Price]
  let now: Int

  func timing() throws(SandboxError) -> SubscriptionTiming {
    let start = try start()
    let trialEnd = try trialEnd()
    let config = parameters.object("billing_cycle_anchor_config")
    let anchor = try anchor(from: start, trialEnd, config)
    return SubscriptionTiming(
      start: start, trialEnd: trialEnd, anchor: anchor, anchorConfig: config.map(Self.shown))
  }

  private func start() throws(SandboxError) -> Int {
    guard let start = parameters.integer("backdate_start_date") else { return now }
    guard start <= now else {
      throw SandboxError(
        "The parameter `backdate_start_date` must be a time in the past.",
        param: "backdate_start_date")
    }
    return start
  }

  private func anchor(from start: Int, _ trialEnd: Int?, _ config: Parameters?)
    throws(SandboxError) -> Int
  {
    let earliest = trialEnd ?? now
    if let config {
      guard !parameters.has("billing_cycle_anchor") else {
        throw .onlyOne(["billing_cycle_anchor", "billing_cycle_anchor_config"], of: parameters)
      }
      return try AnchorConfiguration(config).first(after: earliest, like: start)
    }
    guard let anchor = parameters.integer("billing_cycle_anchor") else { return trialEnd ?? start }
    guard anchor >= earliest else {
      throw SandboxError(
        "billing_cycle_anchor must be in the future, and not before the end of a trial.",
        param: "billing_cycle_anchor")
    }
    let natural = prices.map { BillingPeriod($0).end(after: earliest) }.min() ?? anchor
    guard anchor <= natural else {
      throw SandboxError(
        "billing_cycle_anchor cannot be later than next natural billing date (\(natural)) for plan",
        param: "billing_cycle_anchor")
    }
    return anchor
  }

  private static func shown(_ config: Parameters) -> JSONObject {
    JSONObject(
      ["day_of_month", "hour", "minute", "month", "second"].map {
        JSONMember($0, config[$0] ?? .null)
      })
  }

  private func trialEnd() throws(SandboxError) -> Int? {
    let days = try parameters.limited("trial_period_days", to: Limits.trialDays)
    let end = parameters["trial_end"]
    if parameters.isTrue("trial_from_plan") {
      guard days == nil, end == nil else {
        throw SandboxError(
          "You cannot set `trial_end` or `trial_period_days` when `trial_from_plan=true`.")
      }
      let longest = prices.compactMap { $0.recurring?.trialPeriodDays }.max() ?? 0
      return longest > 0 ? now + longest * 86_400 : nil
    }
    guard let end = end?.integer else {
      return days.flatMap { $0 > 0 ? now + $0 * 86_400 : nil }
    }
    try Self.check(trialEnd: end, now: now)
    return end
  }

  /// - Parameters:
  ///   - trialEnd: Unix seconds.
  ///   - now: Unix seconds.
  static func check(trialEnd end: Int, now: Int) throws(SandboxError) {
    guard end > now else {
      throw SandboxError(
        "The parameter `trial_end` expects a unix timestamp representing a date and time in the"
          + " future. You specified the value `\(end)` which is in the past.", param: "trial_end")
    }
    guard end - now <= Limits.trialDays.upperBound * 86_400 else {
      throw SandboxError(
        "Invalid timestamp: can be no more than five years in the future.", param: "trial_end")
    }
  }
}

/// A day and time that periods are to begin at. Source: the SDK's words on
/// `billing_cycle_anchor_config`.
struct AnchorConfiguration {
  private let month: Int?
  private let dayOfMonth: Int
  private let hour: Int?
  private let minute: Int?
  private let second: Int?

  init(_ given: Parameters) throws(SandboxError) {
    guard let day = try given.limited("day_of_month", to: 1...31) else {
      throw .missingParameter(given.name("day_of_month"))
    }
    dayOfMonth = day
    month = try given.limited("month", to: 1...12)
    hour = try given.limited("hour", to: 0...23)
    minute = try given.limited("minute", to: 0...59)
    second = try given.limited("second", to: 0...59)
  }

  /// The first such moment that is not before another.
  ///
  /// - Parameters:
  ///   - earliest: Unix seconds.
  ///   - model: the moment whose time of day is kept where none is configured, in Unix seconds.
  func first(after earliest: Int, like model: Int) -> Int {
    let time = model % 86_400
    let clock =
      hour.map { $0 * 3600 + (minute ?? 0) * 60 + (second ?? 0) } ?? time
    let start = CivilDate(day: earliest / 86_400)
    for months in 0...24 {
      let date = start.adding(months: months, dayOfMonth: dayOfMonth)
      let moment = date.day * 86_400 + clock
      if moment >= earliest, month == nil || month == date.month { return moment }
    }
    return earliest
  }
}
