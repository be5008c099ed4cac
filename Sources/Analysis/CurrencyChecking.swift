import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

extension Checker {
  /// Adds a comparison of currencies, because `amount > usd 20.00` is true only of amounts in
  /// dollars.
  mutating func guardedByCurrency(
    _ condition: Scalar, _ operands: [Expression], on scope: ExpressionScope
  ) -> Scalar? {
    let money = operands.filter(\.isMoney)
    guard let first = money.first, let currency = first.currency else { return condition }
    if let other = money.first(where: { $0.currency != currency }) {
      report(
        .invalidValue, "amounts in \(currency) and \(other.currency ?? "") cannot be compared",
        at: other.span)
      return nil
    }
    for operand in operands where !operand.isMoney {
      switch currencyOperand(of: operand, on: scope) {
      case .unneeded: continue
      case .at(let scalar):
        let agrees = Scalar.comparison(
          .equal, scalar, .constant(.string(currency)), as: .text)
        return .all([agrees, condition])
      case .missing(let reason):
        report(
          .invalidValue, reason, at: operand.span,
          hint: "compare with a whole number in the smallest currency unit")
        return nil
      }
    }
    return condition
  }

  /// The place where the currency of an operand is found.
  private enum CurrencyOperand {
    case at(Scalar)
    /// The operand is computed and can be in any currency.
    case unneeded
    case missing(String)
  }

  private func currencyOperand(
    of expression: Expression, on scope: ExpressionScope
  ) -> CurrencyOperand {
    switch expression.kind {
    case .path(let path):
      guard let object = scope.object else { return .unneeded }
      guard let field = try? object.resolve(path) else { return .unneeded }
      guard field.isAmount else { return .missing("`\(field.path)` is not an amount of money") }
      guard let currency = object.currencyPath(beside: field.path) else {
        return .missing("\(object.name) has no currency for `\(field.path)`")
      }
      return .at(.field(currency))
    case .variable(let name, let components, _):
      return variableCurrency(name, RowPath(components.map(\.step)))
    case .null, .bool, .number, .string, .date, .now, .today, .duration, .period, .money, .array,
      .object,
      .call, .operation, .request, .negative, .arithmetic, .comparison, .like, .membership,
      .between, .nullTest, .all, .any, .not:
      return .unneeded
    }
  }

  private func variableCurrency(_ name: String, _ path: RowPath) -> CurrencyOperand {
    guard case .key(let last)? = path.steps.last, let variable = variables[name],
      case .typed(let type, _)? = try? variable.shape.following(path.steps.dropLast()),
      let field = type.field(named: last)
    else { return .unneeded }
    guard field.isAmount else { return .missing("`$\(name).\(path)` is not an amount of money") }
    guard type.field(named: "currency") != nil else {
      return .missing("`$\(name)` has no currency for `\(path)`")
    }
    return .at(.variable(name, RowPath(path.steps.dropLast() + [.key("currency")])))
  }

  /// Returns true unless a condition has both an amount of money and another currency; such a
  /// condition is reported, because nothing can match it.
  mutating func agreesOnCurrency(_ condition: Scalar, in expression: Expression) -> Bool {
    guard expression.comparedMoney != nil else { return true }
    var demanded: [RowPath: JSONValue] = [:]
    for part in condition.conjunctionParts {
      guard case .comparison(.equal, .field(let path), .constant(let value), _) = part,
        path.steps.last == .key("currency")
      else { continue }
      if let other = demanded.updateValue(value, forKey: path), other != value {
        report(
          .invalidValue, "`\(path)` cannot be \(other.compact) and \(value.compact) at once",
          at: expression.span)
        return false
      }
    }
    return true
  }

  /// Returns true and reports `not` before a comparison with money, because amounts in every other
  /// currency would match.
  mutating func refusesNegatedMoney(_ part: Expression) -> Bool {
    guard let money = part.comparedMoney else { return false }
    report(
      .invalidValue, "`not` of a comparison with money would match every other currency",
      at: money.span, hint: "write the opposite comparison, such as `<=` for `>`")
    return true
  }
}

extension ExpressionScope {
  fileprivate var object: ObjectType? {
    switch self {
    case .nothing: nil
    case .rows(let object): object
    }
  }
}

extension Expression {
  fileprivate var currency: String? {
    guard case .money(let currency, _) = kind else { return nil }
    return currency
  }

  fileprivate var isMoney: Bool { currency != nil }

  /// The amount of money that a condition compares with; nil if there is none.
  fileprivate var comparedMoney: Expression? {
    switch kind {
    case .comparison(_, let left, let right): [left, right].first(where: \.isMoney)
    case .membership(let subject, let candidates, _):
      ([subject] + candidates).first(where: \.isMoney)
    case .between(let subject, let low, let high): [subject, low, high].first(where: \.isMoney)
    case .all(let parts), .any(let parts): parts.lazy.compactMap(\.comparedMoney).first
    case .not(let part): part.comparedMoney
    case .null, .bool, .number, .string, .date, .now, .today, .duration, .period, .money, .path,
      .variable,
      .array, .object, .call, .operation, .request, .negative, .arithmetic, .like, .nullTest:
      nil
    }
  }
}

extension RowPath {
  /// The path to the currency of an object's amounts.
  static let currency = RowPath(keys: "currency")
}

extension Scalar {
  /// The conditions that must all be true.
  var conjunctionParts: [Scalar] {
    guard case .all(let parts) = self else { return [self] }
    return parts.flatMap(\.conjunctionParts)
  }
}

extension ObjectType {
  /// Returns the path to the currency of an amount: in the same record, or else in the nearest
  /// record around it.
  func currencyPath(beside amount: RowPath) -> RowPath? {
    var steps = amount.steps[...]
    while steps.popLast() != nil {
      let path = RowPath(steps + [.key("currency")])
      if hasField(at: path) { return path }
    }
    return nil
  }

  /// Returns true if the field at a path is an amount of money.
  func isAmount(at path: RowPath) -> Bool { field(at: path)?.isAmount ?? false }

  private func hasField(at path: RowPath) -> Bool {
    field(at: path).map { $0.shape.valueKind == .text } ?? false
  }

  private func field(at path: RowPath) -> ResolvedField? {
    let components = path.steps.compactMap { step -> PathComponent? in
      switch step {
      case .key(let key): .key(key)
      case .index(let index): .index(index)
      case .each: nil
      }
    }
    return try? resolve(Path(components, at: .none))
  }
}
