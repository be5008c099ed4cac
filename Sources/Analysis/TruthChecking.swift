import Diagnostics
import Expressions
import Language
import StripeCatalog

/// Checks that conditions are true or false.
extension Checker {
  /// Returns the typed form of a condition; nil after a report.
  mutating func checkedTruth(_ expression: Expression, on scope: ExpressionScope) -> Scalar? {
    checkedScalar(expression, on: scope).flatMap { isTruth($0, expression, on: scope) ? $0 : nil }
  }

  /// Returns true unless a condition is known to be another type of value; such a condition is
  /// reported.
  mutating func isTruth(
    _ scalar: Scalar, _ expression: Expression, on scope: ExpressionScope
  ) -> Bool {
    if let field = field(expression, on: scope) {
      guard ![.boolean, .any].contains(field.kind) else { return true }
      report(
        .invalidValue,
        "a condition must be true or false, but `\(field.path)` is "
          + field.target.type.typeName.withArticle,
        at: expression.span, hint: "compare it, as in `\(field.path) is not null`")
      return false
    }
    // The value of a script argument decides its type.
    guard knownValue(of: scalar) == nil else { return true }
    let shape = shape(of: scalar)
    guard !shape.mayBeTruth else { return true }
    report(
      .invalidValue, "a condition must be true or false, but this is \(shape.named)",
      at: expression.span)
    return false
  }
}

extension ValueShape {
  fileprivate var mayBeTruth: Bool {
    switch self {
    case .unknown: true
    case .typed(let type, _): [.boolean, .any].contains(type.valueKind) && !type.isObject
    case .list, .record: false
    }
  }

  /// The type with an article, for messages.
  var named: String {
    switch self {
    case .unknown: "a value"
    case .typed(let type, _): type.typeName.withArticle
    case .list: "a list"
    case .record: "an object"
    }
  }
}
