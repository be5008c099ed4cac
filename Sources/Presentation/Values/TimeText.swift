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
    Self.seconds(of: value).map { Timestamp.iso($0, in: zone) }
  }

  /// Unix seconds of a number, or of a text that holds a time.
  static func seconds(of value: RawJSON) -> Int? {
    guard let seconds = value.integer ?? value.string.flatMap(Timestamp.seconds),
      Timestamp.range.contains(seconds)
    else { return nil }
    return seconds
  }
}
