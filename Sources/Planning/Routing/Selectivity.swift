import Expressions
import StripeCatalog

/// How much of a collection a condition is expected to leave, from what the catalog tells of its
/// fields: how many rows there are, and how they are spread, only Stripe knows.
struct Selectivity {
  let object: ObjectType

  /// Rows that a collection is taken to have: a hundred pages of a hundred.
  static let rows = 10_000.0

  /// One of as many values as there are: an id, a name, a key's value.
  private static let oneOfMany = 0.001

  /// Fields whose type is a plain text although all rows share a few values.
  private static let fewValues: [String: Double] = ["currency": 0.25]

  /// The share of rows that a condition holds for, 0 to 1.
  func share(of condition: Scalar) -> Double {
    switch condition {
    case .constant(.bool(let value)): value ? 1 : 0
    case .all(let parts): parts.reduce(1) { $0 * share(of: $1) }
    case .any(let parts): 1 - parts.reduce(1) { $0 * (1 - share(of: $1)) }
    case .not(.isNull): 0.5
    case .not(let part): 1 - share(of: part)
    case .comparison(let comparison, .field(let path), .constant, _): share(path, comparison)
    case .membership(.field(let path), let candidates, _):
      min(1, share(path, .equal) * Double(candidates.values?.count ?? candidates.count))
    case .isNull: 0.25
    case .like: 0.05
    case .comparison, .membership, .constant, .field, .variable, .operation, .group, .moment, .zone,
      .element, .each, .shifted,
      .concatenation, .array, .object, .call, .column, .fitted, .arithmetic:
      0.3
    }
  }

  private func share(_ path: RowPath, _ comparison: Comparison) -> Double {
    switch comparison {
    case .equal: equalShare(path)
    case .notEqual: 1 - equalShare(path)
    case .less, .lessOrEqual, .greater, .greaterOrEqual: 1 / 3
    case .contains: 0.05
    }
  }

  private func equalShare(_ path: RowPath) -> Double {
    if let key = path.singleKey, let share = Self.fewValues[key] { return share }
    switch path.plainKeys.flatMap(object.facts)?.type {
    case .enumeration(let values)?: return 1 / Double(max(1, values.count))
    case .boolean?: return 0.5
    case .string?, .integer?, .number?, .decimal?, .timestamp?, .any?, .array?, .map?, .record?,
      .object?, .expandable?, .list?, .union?, nil:
      return Self.oneOfMany
    }
  }
}
