import Expressions
import JSON
import StripeCatalog

extension Scalar {
  /// Unix seconds that times are compared with.
  var comparedTimes: Set<Int> {
    let compared: [Scalar] =
      switch self {
      case .comparison(_, let left, let right, as: .timestamp): [left, right]
      case .membership(_, let candidates, as: .timestamp): candidates
      case .constant, .field, .variable, .operation, .group, .moment, .zone, .element, .each,
        .shifted, .concatenation, .array, .object, .call, .column, .fitted, .arithmetic,
        .comparison, .membership, .like, .isNull, .all, .any, .not:
        []
      }
    return parts.reduce(into: Set(compared.compactMap(\.constantInteger))) {
      $0.formUnion($1.comparedTimes)
    }
  }

  private var constantInteger: Int? {
    guard case .constant(let value) = self else { return nil }
    return value.integer
  }
}

extension ObjectType {
  /// Unix seconds in a list's filter by a field: in its value, or in the bounds of a range.
  func times(in filter: JSONMember) -> Set<Int> {
    guard displayKind(at: RowPath(keys: filter.key)) == .time else { return [] }
    let bounds = filter.value.object?.members.map(\.value) ?? [filter.value]
    return Set(bounds.compactMap { $0.integer ?? $0.string.flatMap { Int($0) } })
  }

  /// Unix seconds that times are compared with in Stripe's search language.
  func times(inSearch query: String) -> Set<Int> {
    let found = query.matches(of: /([a-z_]+)[:<>=]+"?([0-9]+)/).filter {
      displayKind(at: RowPath(keys: String($0.output.1))) == .time
    }
    return Set(found.compactMap { Int($0.output.2) })
  }
}

extension String {
  /// The same with what clocks of a zone show after those numbers that are times:
  /// `created >= 1790805600 (2026-10-01 00:00 Europe/Berlin)`.
  func explaining(_ times: Set<Int>, in zone: ClockZone) -> String {
    guard !times.isEmpty else { return self }
    return replacing(/[A-Za-z0-9_.$]+/) { word in
      let text = String(word.output)
      guard let seconds = Int(text), times.contains(seconds), Timestamp.range.contains(seconds)
      else { return text }
      let time = zone.civilTime(at: seconds)
      return "\(text) (\(time.date) \(time.shortClock) \(zone.name))"
    }
  }
}
