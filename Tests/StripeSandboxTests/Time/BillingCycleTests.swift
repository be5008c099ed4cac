import Testing

@testable import StripeSandbox

@Suite struct BillingCycleTests {
  private func time(_ year: Int, _ month: Int, _ day: Int, _ second: Int = 0) -> Int {
    CivilDate(year: year, month: month, dayOfMonth: day).day * 86_400 + second
  }

  private func cycle(_ interval: String, _ count: Int = 1, from anchor: Int) -> BillingCycle {
    BillingCycle(
      anchor: anchor,
      period: BillingPeriod([
        "recurring": ["interval": .string(interval), "interval_count": .integer(count)]
      ]))
  }

  @Test func `months keep the day of the anchor over short months`() {
    let months = cycle("month", from: time(2026, 1, 31, 45_000))
    #expect(months.boundary(1) == time(2026, 2, 28, 45_000))
    #expect(months.boundary(2) == time(2026, 3, 31, 45_000))
    #expect(months.end(after: time(2026, 2, 28, 45_000)) == time(2026, 3, 31, 45_000))
    #expect(months.end(after: time(2026, 2, 28, 44_999)) == time(2026, 2, 28, 45_000))
    #expect(months.start(of: time(2028, 2, 29, 45_000)) == time(2028, 2, 29, 45_000))
  }

  @Test func `years that begin on a leap day end in February`() {
    let years = cycle("year", from: time(2024, 2, 29))
    #expect(years.boundary(1) == time(2025, 2, 28))
    #expect(years.boundary(4) == time(2028, 2, 29))
  }

  @Test func `an anchor in a short month can stand for a later day`() {
    var months = cycle("month", from: time(2026, 2, 28))
    months.dayOfMonth = 31
    #expect(months.boundary(1) == time(2026, 3, 31))
    #expect(months.boundary(2) == time(2026, 4, 30))
  }

  @Test(arguments: [("day", 3), ("week", 2), ("month", 1), ("month", 5), ("year", 1)])
  func `every moment lies in one period`(_ interval: String, _ count: Int) {
    let cycle = cycle(interval, count, from: time(2026, 10, 31, 7))
    for step in -400...400 {
      let moment = cycle.anchor + step * 500_009
      #expect(cycle.start(of: moment) <= moment && moment < cycle.end(after: moment))
      #expect(cycle.end(after: cycle.start(of: moment)) == cycle.end(after: moment))
    }
  }

  @Test func `parts of amounts are rounded as Stripe does`() {
    let share = ProratedShare(after: 2_592_000 - 6480, start: 0, end: 2_592_000)
    #expect(share.of(-1000) == -3)
    #expect(share.of(1800) == 4)
    #expect(share.of(3000) == 7)
    let third = ProratedShare(after: 20, start: 0, end: 30)
    #expect(third.of(-2000) == -667)
    #expect(third.of(1000) == 333)
    #expect(third.of(0) == 0)
    #expect(ProratedShare(after: -5, start: 0, end: 30).of(77) == 77)
    #expect(ProratedShare(after: 31, start: 0, end: 30).of(77) == 0)
  }
}
