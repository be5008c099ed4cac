import Expressions
import JSON
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

  /// The values in which most objects end, and their assumed shares.
  private static let usualValues: [String: (value: String, share: Double)] = [
    "charge status": ("succeeded", 0.7), "invoice status": ("paid", 0.7),
    "payment_intent status": ("succeeded", 0.7),
  ]

  /// Returns the expected share of rows that satisfy a condition, 0 to 1.
  func share(of condition: Scalar) -> Double {
    switch condition {
    case .constant(.bool(let value)): value ? 1 : 0
    case .all(let parts): parts.reduce(1) { $0 * share(of: $1) }
    case .any(let parts): 1 - parts.reduce(1) { $0 * (1 - share(of: $1)) }
    case .not(.isNull): 0.5
    case .not(let part): 1 - share(of: part)
    case .comparison(let comparison, .field(let path), .constant(let value), _):
      usualShare(path, comparison, value) ?? share(path, comparison)
    case .membership(.field(let path), let candidates, _):
      min(1, share(path, ofAny: candidates))
    case .isNull: 0.25
    case .like: 0.05
    case .comparison, .membership, .constant, .field, .variable, .operation, .group, .moment, .zone,
      .element, .each, .shifted,
      .concatenation, .array, .object, .call, .column, .fitted, .arithmetic:
      0.3
    }
  }

  private func share(_ path: RowPath, ofAny candidates: [Scalar]) -> Double {
    guard let values = candidates.values else {
      return share(path, .equal) * Double(candidates.count)
    }
    return values.reduce(0) { $0 + (usualShare(path, .equal, $1) ?? share(path, .equal)) }
  }

  /// Returns the share of rows that have, or do not have, the value in which most objects end; nil
  /// for other conditions.
  private func usualShare(
    _ path: RowPath, _ comparison: Comparison, _ value: JSONValue
  ) -> Double? {
    guard let usual = Self.usualValues["\(object.typeName) \(path)"], value.string == usual.value
    else { return nil }
    switch comparison {
    case .equal: return usual.share
    case .notEqual: return 1 - usual.share
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .contains: return nil
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
