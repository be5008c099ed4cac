import JSON

/// The interval at which a recurring price is billed.
struct BillingPeriod: Sendable, Hashable {
  let interval: String
  let count: Int

  init(_ price: Price) {
    self.init(price.json)
  }

  init(_ price: JSONObject) {
    interval = price.object("recurring")?.text("interval") ?? "month"
    count = max(1, price.object("recurring")?.amount("interval_count") ?? 1)
  }

  /// The moment one period after another, at the same time of day; months keep the day of the
  /// month where it exists, else take the last one. Unix seconds, UTC.
  func end(after start: Int) -> Int {
    switch interval {
    case "day": start + count * 86_400
    case "week": start + count * 7 * 86_400
    case "year": addMonths(12 * count, to: start)
    default: addMonths(count, to: start)
    }
  }

  private func addMonths(_ months: Int, to start: Int) -> Int {
    let second = ((start % 86_400) + 86_400) % 86_400
    let date = CivilDate(day: (start - second) / 86_400)
    return date.adding(months: months).day * 86_400 + second
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

  func adding(months: Int) -> CivilDate {
    let all = year * 12 + (month - 1) + months
    let (year, month) = (all / 12, all % 12 + 1)
    let next = CivilDate(year: month == 12 ? year + 1 : year, month: month % 12 + 1, dayOfMonth: 1)
    let length = next.day - CivilDate(year: year, month: month, dayOfMonth: 1).day
    return CivilDate(year: year, month: month, dayOfMonth: min(dayOfMonth, length))
  }
}
