import Expressions
import JSON

/// Brings conditions into a form in which their parts can be examined one by one.
enum Normalizer {
  /// Returns an equivalent condition with nested connectives flattened, negations moved inward and
  /// constants folded.
  static func normalized(_ scalar: Scalar) -> Scalar {
    switch scalar {
    case .all(let parts): return joined(parts.map(normalized), .all, absorbing: false)
    case .any(let parts): return joined(parts.map(normalized), .any, absorbing: true)
    case .not(let part): return negated(normalized(part))
    case .comparison(let comparison, let left, let right, let kind):
      return fieldFirst(comparison, left, right, kind)
    case .constant, .field, .variable, .operation, .group, .moment, .zone, .element, .each,
      .shifted, .concatenation,
      .array, .object,
      .call, .column, .fitted, .arithmetic, .like, .membership, .isNull:
      return scalar
    }
  }

  private enum Connective { case all, any }

  private static func joined(
    _ parts: [Scalar], _ connective: Connective, absorbing: Bool
  ) -> Scalar {
    var flat: [Scalar] = []
    for part in parts {
      switch (part, connective) {
      case (.constant(.bool(absorbing)), _): return .constant(.bool(absorbing))
      case (.constant(.bool), _): continue
      // Bounds of a path through a list stay together, because they apply to the same element.
      case (.all(let inner), .all) where !inner.contains { $0.listBound != nil }: flat += inner
      case (.any(let inner), .any): flat += inner
      default: flat.append(part)
      }
    }
    flat = flat.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    if flat.isEmpty { return .constant(.bool(!absorbing)) }
    if flat.count == 1 { return flat[0] }
    return connective == .all ? .all(flat) : .any(flat)
  }

  /// Returns the negation of a condition. Equality and inequality are exact negations; the other
  /// comparisons are not, because they are all false for null.
  private static func negated(_ part: Scalar) -> Scalar {
    switch part {
    case .not(let inner): inner
    case .constant(.bool(let value)): .constant(.bool(!value))
    // Bounds of one path through a list apply to one element, so they cannot be negated one by one.
    case .all(let parts) where parts.contains { $0.listBound != nil }: .not(.all(parts))
    case .all(let parts): normalized(.any(parts.map(Scalar.not)))
    case .any(let parts): normalized(.all(parts.map(Scalar.not)))
    case .comparison(.equal, let left, let right, let kind):
      .comparison(.notEqual, left, right, as: kind)
    case .comparison(.notEqual, let left, let right, let kind):
      .comparison(.equal, left, right, as: kind)
    case .comparison, .constant, .field, .variable, .operation, .group, .moment, .zone, .element,
      .each, .shifted,
      .concatenation,
      .array, .object, .call, .column, .fitted, .arithmetic, .like, .membership, .isNull:
      .not(part)
    }
  }

  private static func fieldFirst(
    _ comparison: Comparison, _ left: Scalar, _ right: Scalar, _ kind: ValueKind
  ) -> Scalar {
    if left.isConstant, case .field = right, let swapped = comparison.swapped {
      return .comparison(swapped, right, left, as: kind)
    }
    return .comparison(comparison, left, right, as: kind)
  }
}

extension Scalar {
  /// The conditions that are joined by `and` at the top level.
  var conjuncts: [Scalar] {
    switch self {
    case .all(let parts): parts
    case .constant(.bool(true)): []
    case .constant, .field, .variable, .operation, .group, .moment, .zone, .element, .each,
      .shifted, .concatenation,
      .array, .object,
      .call, .column, .fitted, .arithmetic, .comparison, .like, .membership, .isNull, .any, .not:
      [self]
    }
  }
}
