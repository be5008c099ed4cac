import JSON
import Synchronization

#if canImport(FoundationInternationalization)
  import FoundationEssentials
  // The names of the time zones.
  import FoundationInternationalization
#else
  import Foundation
#endif

/// The zone by whose clocks times are read and periods begin.
package struct ClockZone: Sendable, Hashable {
  /// As the time zone database names it: `Europe/Berlin`, `UTC`.
  package let name: String
  /// Nil for UTC, which needs no look-up.
  private let zone: TimeZone?

  package static let utc = ClockZone(name: "UTC", zone: nil)

  private init(name: String, zone: TimeZone?) {
    (self.name, self.zone) = (name, zone)
  }

  /// Nil where the time zone database has no such name. Offsets (`+02:00`) are not names: they
  /// would ignore daylight saving time.
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

  /// The zone of a name that was checked before; each is looked up once.
  /// - Throws: `EvaluationError` where there is no such zone.
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

  /// The zone that the system's clock is set to.
  package static var system: ClockZone {
    let zone = TimeZone.current
    return zone.secondsFromGMT() == 0 && ["GMT", "UTC", "Etc/UTC"].contains(zone.identifier)
      ? .utc : ClockZone(name: zone.identifier, zone: zone)
  }

  /// The names that a zone can be chosen by.
  package static var names: [String] { ["UTC"] + TimeZone.knownTimeZoneIdentifiers }

  /// What clocks show at a time.
  /// - Parameter seconds: Unix seconds.
  package func civilTime(at seconds: Int) -> CivilTime {
    CivilTime(seconds: seconds + offset(at: seconds))
  }

  /// When clocks show a time, in Unix seconds: the first time they do where they are set back,
  /// and just after the gap where they skip it.
  package func seconds(at time: CivilTime) -> Int {
    let shown = time.seconds
    // No zone changes twice within two days: one of the offsets around it is right.
    let before = shown - offset(at: shown - 86_400)
    if civilTime(at: before) == time { return before }
    let after = shown - offset(at: shown + 86_400)
    if civilTime(at: after) == time { return after }
    return transition(between: min(before, after) - 1, and: max(before, after) + 1)
  }

  /// The first second of a day; where clocks skip midnight, that after the gap.
  package func start(of date: CivilDate) -> Int { seconds(at: CivilTime(date)) }

  /// Seconds east of UTC.
  package func offset(at seconds: Int) -> Int {
    guard let zone else { return 0 }
    return zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
  }

  /// The first second with another offset.
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
