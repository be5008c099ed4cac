import Expressions
import JSON

/// Times as clocks of a zone show them.
struct TimeText: Sendable, Hashable {
  var zone: ClockZone

  /// `2026-10-26 14:31`; nil where the value is not a time.
  func short(_ value: RawJSON) -> String? {
    Self.seconds(of: value).map { seconds in
      let time = zone.civilTime(at: seconds)
      return "\(time.date) \(time.shortClock)"
    }
  }

  /// `2026-10-26T14:31:05+02:00`; nil where the value is not a time.
  func iso(_ value: RawJSON) -> String? {
    Self.seconds(of: value).map { seconds in
      let time = zone.civilTime(at: seconds)
      return "\(time.date)T\(time.clock)\(offsetText(at: seconds))"
    }
  }

  private func offsetText(at seconds: Int) -> String {
    let offset = zone.offset(at: seconds)
    guard offset != 0 else { return "Z" }
    let minutes = abs(offset) / 60
    return (offset < 0 ? "-" : "+") + twoDigits(minutes / 60) + ":" + twoDigits(minutes % 60)
  }

  private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// Unix seconds of a number, or of a text that holds a time.
  static func seconds(of value: RawJSON) -> Int? {
    guard let seconds = value.integer ?? value.string.flatMap(Timestamp.seconds),
      years.contains(seconds)
    else { return nil }
    return seconds
  }

  /// The years 1 to 9999, in Unix seconds.
  private static let years = -62_135_596_800...253_402_300_799
}
