import Expressions
import StripeCatalog

/// Estimates the share of a collection that satisfies a condition, from the types in the catalog.
/// Only Stripe knows the number of rows and the distribution of their values.
struct Selectivity {
  let object: ObjectType

  /// The assumed number of rows of a collection: a hundred pages of a hundred.
  static let rows = 10_000.0

  /// The assumed share of one of many values, such as an id, a name or a metadata value.
  private static let oneOfMany = 0.001

  /// The assumed shares for text fields that have few different values.
  private static let fewValues: [String: Double] = ["currency": 0.25]

  /// Returns the expected share of rows that satisfy a condition, 0 to 1.
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
