import Diagnostics
import Expressions
import Language
import StripeCatalog

extension Checker {
  mutating func checkedArithmetic(
    _ operation: ArithmeticOperator, _ left: Expression, _ right: Expression,
    on scope: ExpressionScope
  ) -> Scalar? {
    if let shifted = checkedShift(operation, left, right, on: scope) { return shifted }
    guard let (first, second) = checkedPair(left, right, on: scope) else { return nil }
    guard let typed = operation.typed else {
      return .concatenation([text(of: first, on: scope), text(of: second, on: scope)])
    }
    let sides = [(first, left), (second, right)]
    for (scalar, expression) in sides where !mayBe(.number, scalar, on: scope) {
      report(
        .invalidValue,
        "`\(operation.rawValue)` requires two numbers, and this is "
          + shape(of: scalar, on: scope).named, at: expression.span,
        hint: operation == .add ? "texts are joined by `++`" : nil)
      return nil
    }
    return .arithmetic(typed, first, second)
  }

  /// Returns an expression for the value as text; a time is written as ISO 8601.
  func text(of scalar: Scalar, on scope: ExpressionScope) -> Scalar {
    shape(of: scalar, on: scope) == .time ? .call(.iso, [scalar, .zone]) : scalar
  }

  /// Returns the shape of an expression that may read a row.
  func shape(of scalar: Scalar, on scope: ExpressionScope) -> ValueShape {
    guard case .rows(let object) = scope else { return shape(of: scalar) }
    return ShapeInference(
      variables: variables.bindings, row: .object(object), operations: inner,
      aggregates: aggregates?.elements ?? []
    ).shape(of: scalar)
  }
}

extension ArithmeticOperator {
  /// The operator for numbers; nil for the operator that joins texts.
  fileprivate var typed: Arithmetic? {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .remainder: .remainder
    case .concatenate: nil
    }
  }
}
