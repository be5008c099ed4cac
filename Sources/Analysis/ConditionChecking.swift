import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

extension Checker {
  /// The typed form of a comparison, a test or a connective.
  mutating func checkedCondition(_ expression: Expression, on scope: ExpressionScope) -> Scalar? {
    switch expression.kind {
    case .comparison(let comparison, let left, let right):
      return checkedComparison(comparison.typed, left, right, on: scope)
    case .like(let subject, let pattern, let isNegated):
      return checkedPair(subject, pattern, on: scope)
        .map { negate(.like($0, pattern: $1), if: isNegated) }
    case .membership(let subject, let candidates, let isNegated):
      return checkedMembership(subject, candidates, on: scope).map { negate($0, if: isNegated) }
    case .between(let subject, let low, let high):
      guard let from = checkedComparison(.greaterOrEqual, subject, low, on: scope),
        let to = checkedComparison(.lessOrEqual, subject, high, on: scope)
      else { return nil }
      return .all([from, to])
    case .nullTest(let subject, let isNegated):
      return checkedScalar(subject, on: scope).map { negate(.isNull($0), if: isNegated) }
    case .all(let parts): return checkedAll(parts, on: scope).map(Scalar.all)
    case .any(let parts): return checkedAll(parts, on: scope).map(Scalar.any)
    case .not(let part): return checkedScalar(part, on: scope).map(Scalar.not)
    case .null, .bool, .number, .string, .date, .now, .today, .duration, .money, .path, .variable,
      .array, .object, .call, .operation, .request, .negative, .arithmetic:
      return checkedScalar(expression, on: scope)
    }
  }

  private func negate(_ scalar: Scalar, if isNegated: Bool) -> Scalar {
    isNegated ? .not(scalar) : scalar
  }

  private mutating func checkedComparison(
    _ comparison: Comparison, _ left: Expression, _ right: Expression, on scope: ExpressionScope
  ) -> Scalar? {
    for side in [left, right] where side.kind == .null {
      report(
        .invalidValue, "nothing is `\(comparison.rawValue)` null", at: side.span,
        hint: "write `is \(comparison == .notEqual ? "not " : "")null`")
      return nil
    }
    if comparison == .contains {
      return checkedPair(left, right, on: scope).map { .comparison(comparison, $0, $1, as: .text) }
    }
    guard let typed = operands([left, right], on: scope) else { return nil }
    return .comparison(comparison, typed.scalars[0], typed.scalars[1], as: typed.kind)
  }

  private mutating func checkedMembership(
    _ subject: Expression, _ candidates: [Expression], on scope: ExpressionScope
  ) -> Scalar? {
    guard let typed = operands([subject] + candidates, on: scope) else { return nil }
    return .membership(
      typed.scalars[0], among: Array(typed.scalars.dropFirst()), as: typed.kind)
  }

  /// The operands of a comparison, their literals held against the first field among them.
  private mutating func operands(
    _ expressions: [Expression], on scope: ExpressionScope
  ) -> (scalars: [Scalar], kind: ValueKind)? {
    let field = expressions.compactMap { self.field($0, on: scope) }.first
    var scalars: [Scalar] = []
    for expression in expressions {
      guard let scalar = operand(expression, beside: field, on: scope) else { return nil }
      scalars.append(scalar)
    }
    return (scalars, field?.kind ?? .any)
  }

  private mutating func operand(
    _ expression: Expression, beside field: ResolvedField?, on scope: ExpressionScope
  ) -> Scalar? {
    guard let field else { return checkedScalar(expression, on: scope) }
    if let word = misplacedWord(expression, on: scope), let values = field.values {
      reportMisplaced(word, for: field, values, at: expression.span)
      return nil
    }
    guard let scalar = checkedScalar(expression, on: scope) else { return nil }
    return fitted(scalar, to: field, at: expression.span)
  }

  /// A bare word that is neither a field nor an id: most likely a text without its quotes.
  private func misplacedWord(_ expression: Expression, on scope: ExpressionScope) -> String? {
    guard case .path(let path) = expression.kind, path.components.count == 1,
      case .key(let word)? = path.components.first, field(expression, on: scope) == nil,
      !looksLikeID(word)
    else { return nil }
    return word
  }

  private mutating func reportMisplaced(
    _ word: String, for field: ResolvedField, _ values: [String], at span: Span
  ) {
    if values.contains(word) {
      report(
        .invalidValue, "`\(word)` is no field; the value of `\(field.path)` is a text", at: span,
        hint: "write it in quotes: \"\(word)\"")
    } else {
      report(
        .invalidValue, "`\(field.path)` has no value `\(word)`", at: span,
        hint: suggestion(for: word, among: values),
        notes: ["it is one of \(values.joined(separator: ", "))"])
    }
  }

  /// The field an expression is, where it is one.
  func field(_ expression: Expression, on scope: ExpressionScope) -> ResolvedField? {
    guard case .path(let path) = expression.kind else { return nil }
    switch scope {
    case .nothing: return nil
    case .rows(let object), .groups(_, let object):
      return (try? object.resolve(path)) ?? object.filterField(path)
    }
  }

  /// A literal as the field's type has it, or a report that it cannot be.
  func fitting(_ value: JSONValue, _ field: ResolvedField) -> (value: JSONValue, problem: String?) {
    switch field.kind {
    case .number:
      if let number = value.numeric { return (.number(number), nil) }
      return (value, value.isNull ? nil : "`\(field.path)` is a number")
    case .timestamp:
      if let seconds = value.seconds { return (.number(seconds), nil) }
      return (value, value.isNull ? nil : "`\(field.path)` is a time: a date or Unix seconds")
    case .boolean:
      if value.bool != nil || value.isNull { return (value, nil) }
      if let text = value.string, let truth = Bool(text) { return (.bool(truth), nil) }
      return (value, "`\(field.path)` is true or false")
    case .text, .any:
      return (value, nil)
    }
  }

  private mutating func fitted(_ scalar: Scalar, to field: ResolvedField, at span: Span) -> Scalar?
  {
    guard let constant = scalar.constant else { return scalar }
    let (value, problem) = fitting(constant, field)
    if let problem {
      report(.invalidValue, problem, at: span)
      return nil
    }
    if let values = field.values, let text = value.string, !values.contains(text) {
      report(
        .invalidValue, "`\(field.path)` is never \"\(text)\"", at: span,
        hint: suggestion(for: text, among: values),
        notes: ["it is one of \(values.joined(separator: ", "))"])
      return nil
    }
    return .constant(value)
  }
}

extension ComparisonOperator {
  var typed: Comparison {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .contains: .contains
    }
  }
}
