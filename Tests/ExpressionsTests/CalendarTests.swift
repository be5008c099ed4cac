import Foundation
import Testing

@testable import Expressions

/// Days, zones, calendar durations and periods.
@Suite struct CalendarTests {
  static let zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"]

  private func zone(_ name: String) throws -> ClockZone { try #require(ClockZone(named: name)) }

  private func time(_ text: String) throws -> Int { try #require(Timestamp.seconds(of: text)) }

  @Test(arguments: zones)
  func `what clocks show is what the system's calendar says`(name: String) throws {
    let zone = try zone(name)
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = try #require(TimeZone(identifier: name))
    var seconds = try time("1999-12-28T00:00:00Z")
    while seconds < 1_900_000_000 {
      let shown = zone.civilTime(at: seconds)
      let parts = calendar.dateComponents(
        [.year, .month, .day, .hour, .minute, .second, .weekday, .weekOfYear, .yearForWeekOfYear],
        from: Date(timeIntervalSince1970: Double(seconds)))
      #expect(
        [shown.date.year, shown.date.month, shown.date.day] == [parts.year, parts.month, parts.day])
      #expect(
        [shown.hour, shown.minute, shown.second] == [parts.hour, parts.minute, parts.second])
      #expect(shown.date.weekday % 7 + 1 == parts.weekday)
      #expect(shown.date.isoWeek.week == parts.weekOfYear)
      #expect(shown.date.isoWeek.year == parts.yearForWeekOfYear)
      #expect(CivilDate(dayNumber: shown.date.dayNumber) == shown.date)
      seconds += 3_333_333
    }
  }

  @Test(arguments: zones)
  func `a time that clocks show is found again`(name: String) throws {
    let zone = try zone(name)
    var seconds = try time("2025-12-31T00:00:00Z")
    let end = try time("2027-01-02T00:00:00Z")
    while seconds < end {
      let shown = zone.civilTime(at: seconds)
      let found = zone.seconds(at: shown)
      // An hour that comes twice is found the first time.
      #expect(zone.civilTime(at: found) == shown)
      #expect(found == seconds || found == seconds - 3600)
      seconds += 1800
    }
  }

  @Test func `clocks that are set forward skip an hour, and back have one twice`() throws {
    let berlin = try zone("Europe/Berlin")
    let spring = try #require(CivilDate(year: 2026, month: 3, day: 29))
    let skipped = CivilTime(spring, secondOfDay: 2 * 3600 + 1800)
    #expect(berlin.seconds(at: skipped) == (try time("2026-03-29T01:00:00Z")))
    let autumn = try #require(CivilDate(year: 2026, month: 10, day: 25))
    let twice = CivilTime(autumn, secondOfDay: 2 * 3600 + 1800)
    #expect(berlin.seconds(at: twice) == (try time("2026-10-25T00:30:00Z")))
  }

  @Test(arguments: [
    ("2026-01-31T10:00:00Z", 1, "2026-02-28T10:00:00Z"),
    ("2024-01-31T10:00:00Z", 1, "2024-02-29T10:00:00Z"),
    ("2024-02-29T00:00:00Z", 12, "2025-02-28T00:00:00Z"),
    ("2026-03-31T23:59:59Z", -1, "2026-02-28T23:59:59Z"),
    ("2026-01-15T00:00:00Z", -13, "2024-12-15T00:00:00Z"),
    ("1970-01-31T00:00:00Z", -1, "1969-12-31T00:00:00Z"),
  ])
  func `months end where they end`(start: String, months: Int, end: String) throws {
    let moved = CalendarDuration(months: months).added(to: try time(start), in: .utc)
    #expect(Timestamp.iso(moved) == end)
  }

  @Test func `a month later clocks show the same time, across a change of clocks`() throws {
    let berlin = try zone("Europe/Berlin")
    let winter = try time("2026-03-15T12:00:00+01:00")
    let summer = try time("2026-04-15T12:00:00+02:00")
    #expect(CalendarDuration(months: 1).added(to: winter, in: berlin) == summer)
    #expect(CalendarDuration(months: -1).added(to: summer, in: berlin) == winter)
    #expect(CalendarDuration(months: 1, seconds: -60).added(to: winter, in: berlin) == summer - 60)
  }

  @Test(arguments: [
    ("2026", "2026-01-01", "2027-01-01"), ("2026-Q1", "2026-01-01", "2026-04-01"),
    ("2026-q4", "2026-10-01", "2027-01-01"), ("2026-02", "2026-02-01", "2026-03-01"),
    ("2024-02-29", "2024-02-29", "2024-03-01"), ("2026-W01", "2025-12-29", "2026-01-05"),
    ("2026-W53", "2026-12-28", "2027-01-04"), ("2026-12", "2026-12-01", "2027-01-01"),
  ])
  func `periods are read`(text: String, first: String, end: String) throws {
    let period = try #require(Period(text))
    #expect("\(period.first)" == first)
    #expect("\(period.end)" == end)
  }

  @Test(arguments: [
    "", "26", "2026-", "2026-13", "2026-00", "2026-Q0", "2026-Q5", "2026-1", "2026-02-30",
    "2025-W53", "2026-W00", "2026-W54", "2026-10-26-01", "year", "2026-W1", "+026",
  ])
  func `what is no period is refused`(text: String) {
    #expect(Period(text) == nil)
  }

  @Test(arguments: zones)
  func `periods follow on each other without gap or overlap`(name: String) throws {
    let zone = try zone(name)
    for unit in Period.Unit.allCases {
      var date = try #require(CivilDate(year: 2024, month: 1, day: 1))
      let period = Period(unit, of: date)
      var end = period.seconds(in: zone).upperBound
      for offset in 1...30 {
        let next = Period(unit, of: period.first, offset: offset)
        let seconds = next.seconds(in: zone)
        #expect(seconds.lowerBound == end)
        #expect(zone.civilTime(at: seconds.lowerBound).secondOfDay == 0)
        #expect(Period(unit, of: next.end, offset: -1) == next)
        end = seconds.upperBound
        date = next.first
      }
    }
  }

  @Test func `a day has 23 hours in spring and 25 in autumn`() throws {
    let berlin = try zone("Europe/Berlin")
    let spring = try #require(Period("2026-03-29")).seconds(in: berlin)
    #expect(spring.count == 23 * 3600)
    let autumn = try #require(Period("2026-10-25")).seconds(in: berlin)
    #expect(autumn.count == 25 * 3600)
  }

  @Test(arguments: ["Mars/Olympus", "+02:00", "", "CEST2", "berlin"])
  func `zones nobody knows are refused`(name: String) {
    #expect(ClockZone(named: name) == nil)
  }
}
