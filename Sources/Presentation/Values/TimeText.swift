import Expressions
import JSON

/// Formats times in a time zone.
struct TimeText: Sendable, Hashable {
  var zone: ClockZone

  /// Returns a time such as `2026-10-26 14:31`; nil if the value is not a time.
  func short(_ value: RawJSON) -> String? {
    Self.seconds(of: value).map { seconds in
      let time = zone.civilTime(at: seconds)
      return "\(time.date) \(time.shortClock)"
    }
  }

  /// Returns a time such as `2026-10-26T14:31:05+02:00`; nil if the value is not a time.
  func iso(_ value: RawJSON) -> String? {
    Self.seconds(of: value).map { Timestamp.iso($0, in: zone) }
  }

  /// Returns the Unix seconds of a number, or of a string with an ISO 8601 time.
  static func seconds(of value: RawJSON) -> Int? {
    guard let seconds = value.integer ?? value.string.flatMap(Timestamp.seconds),
      Timestamp.range.contains(seconds)
    else { return nil }
    return seconds
  }
}
