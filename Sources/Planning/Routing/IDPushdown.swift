import Expressions
import JSON
import StripeCatalog

/// Finds conditions that select rows by id.
enum IDPushdown {
  private static let id = RowPath(keys: "id")

  /// Returns the only ids a matching row can have, without duplicates; nil if any id can match.
  static func ids(in condition: Scalar) -> [String]? {
    var found: [String]?
    for part in condition.conjuncts {
      guard let ids = named(by: part) else { continue }
      found = found.map { known in known.filter(ids.contains) } ?? ids
    }
    // No object has an empty id.
    return found?.reduce(into: []) { if !$1.isEmpty, !$0.contains($1) { $0.append($1) } }
  }

  private static func named(by part: Scalar) -> [String]? {
    switch part {
    case .comparison(.equal, .field(id), .constant(let value), _):
      return value.string.map { [$0] }
    case .membership(.field(id), let candidates, _):
      guard let values = candidates.values else { return nil }
      let ids = values.compactMap { $0.string ?? $0["id"]?.string }
      return ids.count == values.count ? ids : nil
    case .any(let parts):
      let each = parts.map { ids(in: $0) }
      let known = each.compactMap { $0 }
      return known.count == each.count ? known.flatMap { $0 } : nil
    case .all, .constant, .field, .variable, .operation, .group, .moment, .zone, .element, .each,
      .shifted,
      .concatenation, .array,
      .object, .call, .column, .fitted, .arithmetic, .comparison, .like, .membership, .isNull, .not:
      return nil
    }
  }
}

/// Finds conditions that no row can satisfy.
enum Contradiction {
  static func found(in condition: Scalar, on object: ObjectType) -> String? {
    var equals: [RowPath: (value: JSONValue, kind: ValueKind)] = [:]
    for part in condition.conjuncts {
      guard case .comparison(.equal, .field(let path), .constant(let value), let kind) = part else {
        continue
      }
      // A list can contain several values.
      guard !path.isMultiple(in: object) else { continue }
      if let other = equals[path], !Values.areEqual(other.value, value, as: kind) {
        return "`\(path)` cannot be both \(other.value.compact) and \(value.compact)"
      }
      equals[path] = (value, kind)
    }
    return nil
  }
}

extension RowPath {
  /// Returns true if a row can have several values at the path, or if the catalog does not know.
  fileprivate func isMultiple(in object: ObjectType) -> Bool {
    switch plainKeys.flatMap(object.facts)?.type {
    case .string?, .integer?, .number?, .boolean?, .decimal?, .timestamp?, .enumeration?,
      .expandable?, .object?, .record?:
      false
    case .any?, .array?, .map?, .list?, .union?, nil: true
    }
  }
}
