import Diagnostics
import Expressions
import Testing

@testable import Planning

/// Periods and dates as ranges of `created`, by the clocks of three zones.
@Suite struct PeriodPlanTests {
  /// 2026-03-29 is the day on which Berlin's clocks are set forward; 2026-10-25 back.
  @Test(arguments: [
    ("created in 2026-03", "UTC", 1_772_323_200, 1_775_001_600),
    ("created in 2026-03", "Europe/Berlin", 1_772_319_600, 1_774_994_400),
    ("created in 2026-03-29", "Europe/Berlin", 1_774_738_800, 1_774_821_600),
    ("created in 2026-10-25", "Europe/Berlin", 1_792_879_200, 1_792_969_200),
    ("created in 2026-10-25", "Asia/Tokyo", 1_792_854_000, 1_792_940_400),
    ("created in 2026", "America/New_York", 1_767_243_600, 1_798_779_600),
    ("created in 2024-02", "America/New_York", 1_706_763_600, 1_709_269_200),
    ("created in last month", "UTC", 1_777_593_600, 1_780_272_000),
    ("created in last month", "Europe/Berlin", 1_777_586_400, 1_780_264_800),
    // By the clocks of New York it is still May.
    ("created in last month", "America/New_York", 1_775_016_000, 1_777_608_000),
    ("created in today", "Asia/Tokyo", 1_780_239_600, 1_780_326_000),
    (
      "created >= 2026-03-29 and created < 2026-03-30", "Europe/Berlin", 1_774_738_800,
      1_774_821_600
    ),
    (
      "created >= 2026-03-29T12:00 and created < 2026-03-29T12:00Z", "Europe/Berlin",
      1_774_778_400, 1_774_785_600
    ),
    ("created >= today - 1mo and created < now", "UTC", 1_777_593_600, 1_780_272_000),
  ])
  func `a period is a range of created`(
    condition: String, zone: String, start: Int, end: Int
  ) throws {
    let text = planned(
      "query charges where \(condition)", zone: try #require(ClockZone(named: zone)))
    #expect(text.contains("filter: created = {\"gte\":\(start),\"lt\":\(end)}"), "\(text)")
    #expect(!text.contains("filtered locally"), "\(text)")
  }

  @Test(arguments: [
    (
      "query invoices where created in 2026-10",
      #"filter: created = {"gte":1790805600 (2026-10-01 00:00 Europe/Berlin),"#
        + #""lt":1793487600 (2026-11-01 00:00 Europe/Berlin)}"#
    ),
    (
      "query charges where status = \"failed\" and created >= 2026-10-01",
      "created>=1790805600 (2026-10-01 00:00 Europe/Berlin)"
    ),
    (
      "query invoices where total = 1793025060 and status_transitions.paid_at >= 2026-10-01",
      "filtered locally: total = 1793025060 and status_transitions.paid_at >= 1790805600 ("
    ),
  ])
  func `times are shown by the clocks of a zone, and no other number`(
    text: String, line: String
  ) throws {
    let zone = try #require(ClockZone(named: "Europe/Berlin"))
    let node = try plan(text, zone: zone).node
    let shown = node.lines(in: zone).joined(separator: "\n")
    #expect(shown.contains(line), "\(shown)")
    #expect(!node.json.compact.contains("Berlin"))
    #expect(!node.lines().joined().contains("Berlin"))
  }

  @Test func `list takes a period of a filter that is a range`() {
    let text = planned("list invoices where created in last month and status = \"open\"")
    #expect(text.contains("created = {\"gte\":1777593600,\"lt\":1780272000}"), "\(text)")
    #expect(planned("list invoices where created in (2026-01, 2026-02)").hasPrefix("error"))
  }
}
