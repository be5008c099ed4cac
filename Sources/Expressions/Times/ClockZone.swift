import JSON
import Synchronization

#if canImport(FoundationInternationalization)
  import FoundationEssentials
  // Contains the names of the time zones.
  import FoundationInternationalization
#else
  import Foundation
#endif

/// A time zone, in which times are displayed and periods begin.
package struct ClockZone: Sendable, Hashable {
  /// The name in the time zone database: `Europe/Berlin`, `UTC`.
  package let name: String
  /// The zone in Foundation; nil for UTC, which needs no look-up.
  private let zone: TimeZone?

  /// Coordinated Universal Time.
  package static let utc = ClockZone(name: "UTC", zone: nil)

  private init(name: String, zone: TimeZone?) {
    (self.name, self.zone) = (name, zone)
  }

  /// Creates a zone; nil if the time zone database has no such name. Offsets (`+02:00`) are not
  /// names, because they ignore daylight saving time.
  package init?(named name: String) {
    if name.uppercased() == "UTC" {
      self = .utc
    } else {
      guard TimeZone.knownTimeZoneIdentifiers.contains(name),
        let zone = TimeZone(identifier: name)
      else { return nil }
      self.init(name: name, zone: zone)
    }
  }

  /// Returns the zone of a name that was checked before. Each zone is looked up once.
  /// - Throws: `EvaluationError` if there is no such zone.
  static func of(_ name: JSONValue) throws(EvaluationError) -> ClockZone {
    guard let name = name.string else { throw EvaluationError("the time zone is not known here") }
    if name == utc.name { return .utc }
    if let known = found.withLock({ $0[name] }) { return known }
    let zone = name == system.name ? system : ClockZone(named: name)
    guard let zone else { throw EvaluationError("there is no time zone `\(name)`") }
    found.withLock { $0[name] = zone }
    return zone
  }

  private static let found = Mutex<[String: ClockZone]>([:])

  /// The time zone of the system.
  package static var system: ClockZone {
    let zone = TimeZone.current
    return zone.secondsFromGMT() == 0 && ["GMT", "UTC", "Etc/UTC"].contains(zone.identifier)
      ? .utc : ClockZone(name: zone.identifier, zone: zone)
  }

  /// The names of all zones.
  package static var names: [String] { ["UTC"] + TimeZone.knownTimeZoneIdentifiers }

  /// Returns the local time at an instant.
  /// - Parameter seconds: The instant in Unix seconds.
  package func civilTime(at seconds: Int) -> CivilTime {
    CivilTime(seconds: seconds + offset(at: seconds))
  }

  /// Returns the instant of a local time, in Unix seconds. If clocks are set back, it is the first
  /// of the two; if clocks skip the time, it is the end of the gap.
  package func seconds(at time: CivilTime) -> Int {
    let shown = time.seconds
    // No zone changes twice within two days, so one of the offsets around the time is right.
    let before = shown - offset(at: shown - 86_400)
    if civilTime(at: before) == time { return before }
    let after = shown - offset(at: shown + 86_400)
    if civilTime(at: after) == time { return after }
    return transition(between: min(before, after) - 1, and: max(before, after) + 1)
  }

  /// Returns the first second of a day, in Unix seconds. If clocks skip midnight, it is the end of
  /// the gap.
  package func start(of date: CivilDate) -> Int { seconds(at: CivilTime(date)) }

  /// Returns the offset from UTC in seconds at an instant in Unix seconds; positive to the east.
  package func offset(at seconds: Int) -> Int {
    guard let zone else { return 0 }
    return zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
  }

  /// Returns the first second with another offset, found by binary search.
  private func transition(between low: Int, and high: Int) -> Int {
    let old = offset(at: low)
    var (low, high) = (low, high)
    while high - low > 1 {
      let middle = (low + high) / 2
      if offset(at: middle) == old { low = middle } else { high = middle }
    }
    return high
  }
}
