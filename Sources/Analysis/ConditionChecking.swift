import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

extension Checker {
  /// Returns the typed form of a comparison, a test or a connective; nil after a report.
  mutating func checkedCondition(_ expression: Expression, on scope: ExpressionScope) -> Scalar? {
    switch expression.kind {
    case .comparison(let comparison, let left, let right):
      return checkedComparison(comparison.typed, left, right, on: scope)
    case .like(let subject, let pattern, let isNegated):
      return checkedText(subject, pattern, on: scope)
        .map { negate(.like($0, pattern: $1), if: isNegated) }
    case .membership(let subject, let candidates, let isNegated):
      return checkedMembership(subject, candidates, isNegated: isNegated, on: scope)
    case .between(let subject, let low, let high):
      guard let from = checkedComparison(.greaterOrEqual, subject, low, on: scope),
        let to = checkedComparison(.lessOrEqual, subject, high, on: scope)
      else { return nil }
      return .all([from, to])
    case .nullTest(let subject, let isNegated):
      return checkedScalar(subject, on: scope).map { negate(.isNull($0), if: isNegated) }
    case .all(let parts):
      return checkedParts(parts, on: scope).map(Scalar.all)
        .flatMap { agreesOnCurrency($0, in: expression) ? $0 : nil }
    case .any(let parts): return checkedParts(parts, on: scope).map(Scalar.any)
    case .not(let part):
      guard !refusesNegatedMoney(part) else { return nil }
      return checkedParts([part], on: scope).map { .not($0[0]) }
    case .null, .bool, .number, .string, .date, .now, .today, .duration, .period, .money, .path,
      .variable,
      .array, .object, .call, .operation, .request, .negative, .arithmetic:
      return checkedScalar(expression, on: scope)
    }
  }

  /// Checks the parts of a connective, each of which must be a condition.
  private mutating func checkedParts(
    _ parts: [Expression], on scope: ExpressionScope
  ) -> [Scalar]? {
    guard let scalars = checkedAll(parts, on: scope) else { return nil }
    let isFine = zip(scalars, parts).map { isTruth($0, $1, on: scope) }
    return isFine.allSatisfy { $0 } ? scalars : nil
  }

  private func negate(_ scalar: Scalar, if isNegated: Bool) -> Scalar {
    isNegated ? .not(scalar) : scalar
  }

  private mutating func checkedComparison(
    _ comparison: Comparison, _ left: Expression, _ right: Expression, on scope: ExpressionScope
  ) -> Scalar? {
    for side in [left, right] where side.kind == .null {
      report(
        .invalidValue, "`\(comparison.rawValue)` cannot be used with null", at: side.span,
        hint: "write `is \(comparison == .notEqual ? "not " : "")null`")
      return nil
    }
    if comparison == .contains {
      return checkedText(left, right, on: scope).map { .comparison(comparison, $0, $1, as: .text) }
    }
    guard let typed = operands([left, right], on: scope, isMembership: false) else { return nil }
    let compared = Scalar.comparison(comparison, typed.scalars[0], typed.scalars[1], as: typed.kind)
    return guardedByCurrency(compared, [left, right], on: scope)
  }

  private mutating func checkedMembership(
    _ subject: Expression, _ candidates: [Expression], isNegated: Bool, on scope: ExpressionScope
  ) -> Scalar? {
    if let condition = checkedPeriods(subject, candidates, on: scope) {
      return condition.map { negate($0, if: isNegated) }
    }
    guard let typed = operands([subject] + candidates, on: scope, isMembership: true) else {
      return nil
    }
    let member = Scalar.membership(
      typed.scalars[0], among: Array(typed.scalars.dropFirst()), as: typed.kind)
    return guardedByCurrency(
      negate(member, if: isNegated), [subject] + candidates, on: scope)
  }

  /// Checks the sides of `like` and `~`. A null pattern is an error: it would match nothing, and
  /// everything under `not`.
  private mutating func checkedText(
    _ subject: Expression, _ pattern: Expression, on scope: ExpressionScope
  ) -> (Scalar, Scalar)? {
    guard let (left, right) = checkedPair(subject, pattern, on: scope) else { return nil }
    guard let field = field(subject, on: scope) else { return (left, right) }
    let target = ValueTarget(name: field.path.description, type: .string, use: .comparison)
    return fitted(right, to: target, at: pattern.span).map { (left, $0) }
  }

  /// Checks the operands of a comparison; the others are checked against the first field among
  /// them.
  private mutating func operands(
    _ expressions: [Expression], on scope: ExpressionScope, isMembership: Bool
  ) -> (scalars: [Scalar], kind: ValueKind)? {
    let field = expressions.compactMap { self.field($0, on: scope) }.first
    var scalars: [Scalar] = []
    for expression in expressions {
      guard let scalar = operand(expression, beside: field, on: scope, isMembership: isMembership)
      else { return nil }
      scalars.append(scalar)
    }
    if field == nil, !fitConstants(scalars, expressions) { return nil }
    return (scalars, field?.kind ?? .any)
  }

  private mutating func operand(
    _ expression: Expression, beside field: ResolvedField?, on scope: ExpressionScope,
    isMembership: Bool
  ) -> Scalar? {
    if let field, let word = misplacedWord(expression, on: scope), let values = field.values {
      reportMisplaced(word, for: field, values, at: expression.span)
      return nil
    }
    guard let scalar = checkedScalar(expression, on: scope),
      let value = plainValue(
        scalar, beside: field, isMembership: isMembership, at: expression.span)
    else { return nil }
    guard let field else { return value }
    guard agrees(value, with: field, at: expression.span) else { return nil }
    return fitted(value, to: field.target, at: expression.span)
  }

  /// Checks constants against a variable of a known type: `$inv.status = "opne"`.
  private mutating func fitConstants(_ scalars: [Scalar], _ expressions: [Expression]) -> Bool {
    guard let typed = scalars.compactMap(variableTarget).first else { return true }
    return zip(scalars, expressions).allSatisfy { scalar, expression in
      !scalar.isConstant || fitted(scalar, to: typed, at: expression.span) != nil
    }
  }

  private func variableTarget(_ scalar: Scalar) -> ValueTarget? {
    guard case .variable = scalar, case .typed(let type, _) = shape(of: scalar),
      knownValue(of: scalar) == nil, type.valueKind != .any
    else { return nil }
    return ValueTarget(name: scalar.sourceText, type: type, use: .comparison)
  }

  /// Returns a bare word that is neither a field nor an id; most likely it is a text without
  /// quotes.
  private func misplacedWord(_ expression: Expression, on scope: ExpressionScope) -> String? {
    guard case .path(let path) = expression.kind, path.components.count == 1,
      case .key(let word)? = path.components.first, field(expression, on: scope) == nil,
      !catalog.looksLikeID(word)
    else { return nil }
    return word
  }

  private mutating func reportMisplaced(
    _ word: String, for field: ResolvedField, _ values: [String], at span: Span
  ) {
    if values.contains(word) {
      report(
        .invalidValue, "`\(word)` is not a field, and the values of `\(field.path)` are strings",
        at: span,
        hint: "quote it: \"\(word)\"")
    } else {
      report(
        .invalidValue, "`\(field.path)` has no value `\(word)`", at: span,
        hint: suggestion(for: word, among: values),
        notes: ["allowed values: \(values.joined(separator: ", "))"])
    }
  }

  /// Returns the field that an expression consists of; nil for other expressions.
  func field(_ expression: Expression, on scope: ExpressionScope) -> ResolvedField? {
    guard case .path(let path) = expression.kind else { return nil }
    switch scope {
    case .nothing: return nil
    case .rows(let object):
      return (try? object.resolve(path)) ?? object.filterField(path)
    }
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
