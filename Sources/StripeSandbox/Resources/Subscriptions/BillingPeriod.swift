import JSON

/// The interval at which a recurring price is billed.
struct BillingPeriod: Sendable, Hashable {
  let interval: String
  let count: Int

  init(interval: String, count: Int = 1) {
    self.interval = interval
    self.count = count
  }

  init(_ price: Price) {
    self.init(price.json)
  }

  init(_ price: JSONObject) {
    let recurring = price.object("recurring")
    self.init(
      interval: recurring?.text("interval") ?? "month",
      count: max(1, recurring?.amount("interval_count") ?? 1))
  }

  /// So many periods as one.
  func times(_ number: Int) -> BillingPeriod {
    BillingPeriod(interval: interval, count: count * number)
  }

  /// The moment one period after another, at the same time of day; months keep the day of the
  /// month where it exists, else take the last one. Unix seconds, UTC.
  func end(after start: Int) -> Int {
    BillingCycle(anchor: start, period: self).boundary(1)
  }

  /// The length in seconds, where it is the same always.
  fileprivate var seconds: Int? {
    switch interval {
    case "day": count * 86_400
    case "week": count * 7 * 86_400
    default: nil
    }
  }

  /// The length in months, where it is no number of seconds.
  fileprivate var months: Int { interval == "year" ? 12 * count : count }
}

/// The moments at which a price is billed, counted from an anchor: the day of the month stays that
/// of the anchor, however short the months between are.
struct BillingCycle: Sendable, Hashable {
  /// Unix seconds.
  let anchor: Int
  let period: BillingPeriod
  /// The day of the month to keep where the anchor lies in a month that is too short for it.
  var dayOfMonth: Int?

  /// The beginning of a period, in Unix seconds; number 0 begins at the anchor.
  func boundary(_ number: Int) -> Int {
    if let seconds = period.seconds { return anchor + number * seconds }
    let date = CivilDate(day: anchorDay)
    return date.adding(months: number * period.months, dayOfMonth: dayOfMonth).day * 86_400
      + anchor - anchorDay * 86_400
  }

  /// The first boundary after a moment.
  func end(after moment: Int) -> Int {
    boundary(number(of: moment) + 1)
  }

  /// The last boundary that is not after a moment.
  func start(of moment: Int) -> Int {
    boundary(number(of: moment))
  }

  private var anchorDay: Int { Self.day(of: anchor) }

  /// Days since 1970-01-01.
  private static func day(of moment: Int) -> Int {
    let second = ((moment % 86_400) + 86_400) % 86_400
    return (moment - second) / 86_400
  }

  /// The number of the period in which a moment lies.
  private func number(of moment: Int) -> Int {
    var number = estimate(moment)
    while boundary(number) > moment { number -= 1 }
    while boundary(number + 1) <= moment { number += 1 }
    return number
  }

  private func estimate(_ moment: Int) -> Int {
    if let seconds = period.seconds { return (moment - anchor) / seconds }
    let (start, end) = (CivilDate(day: anchorDay), CivilDate(day: Self.day(of: moment)))
    return ((end.year - start.year) * 12 + end.month - start.month) / period.months
  }
}

/// A date of the Gregorian calendar.
struct CivilDate: Sendable, Hashable {
  let year: Int
  /// 1 to 12.
  let month: Int
  let dayOfMonth: Int

  init(year: Int, month: Int, dayOfMonth: Int) {
    self.year = year
    self.month = month
    self.dayOfMonth = dayOfMonth
  }

  /// - Parameter day: days since 1970-01-01.
  init(day: Int) {
    // Years are counted from March, so that the leap day is a year's last.
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * dayOfYear + 2) / 153
    month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    dayOfMonth = dayOfYear - (153 * fromMarch + 2) / 5 + 1
  }

  /// Days since 1970-01-01.
  var day: Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + dayOfMonth - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The same day of another month, or its last where it has no such day.
  ///
  /// - Parameter dayOfMonth: the day to take instead of this date's own.
  func adding(months: Int, dayOfMonth: Int? = nil) -> CivilDate {
    let all = year * 12 + (month - 1) + months
    let (year, month) = (all / 12, all % 12 + 1)
    let day = min(dayOfMonth ?? self.dayOfMonth, Self.length(year: year, month: month))
    return CivilDate(year: year, month: month, dayOfMonth: day)
  }

  /// The number of days of a month.
  static func length(year: Int, month: Int) -> Int {
    let next = CivilDate(year: month == 12 ? year + 1 : year, month: month % 12 + 1, dayOfMonth: 1)
    return next.day - CivilDate(year: year, month: month, dayOfMonth: 1).day
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// "21 Oct 2026", as invoices tell dates.
  var words: String { "\(dayOfMonth) \(Self.months[month - 1]) \(year)" }
}
