import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

/// The meaning of bare words in an expression.
enum ExpressionScope {
  /// No row: a bare word is an id, or an error.
  case nothing
  /// The rows of an object: a bare word is a field, or else an id.
  case rows(of: ObjectType)
}

extension Checker {
  /// Returns the typed form of an expression; nil after a report.
  mutating func checkedScalar(_ expression: Expression, on scope: ExpressionScope) -> Scalar? {
    switch expression.kind {
    case .null: return .constant(.null)
    case .bool(let value): return .constant(.bool(value))
    case .number(let text): return .constant(.number(JSONNumber(validated: text)))
    case .string(let parts): return checkedString(parts, on: scope)
    case .date(let text): return checkedDate(text, at: expression.span)
    case .now: return .moment(.now)
    case .today: return .moment(.today)
    case .duration(let text, let length):
      return checkedDuration(text, length, at: expression.span)
    case .period(let period): return checkedPeriod(period, at: expression.span)?.value
    case .money(let currency, let amount):
      return checkedMoney(currency, amount, at: expression.span)
    case .path(let path): return checkedPath(path, on: scope)
    case .variable(let name, let path, let isOptional):
      return checkedVariable(name, path, isOptional: isOptional, at: expression.span)
    case .array(let elements):
      return checkedAll(elements, on: scope).map(Scalar.array)
    case .object(let literal):
      return checkedObject(literal, on: scope)
    case .call(let function, let arguments, let isDistinct):
      return checkedCall(
        FunctionCall(function, arguments, isDistinct, at: expression.span), on: scope)
    case .operation(let statement):
      return checkedInnerOperation(statement).map { hoisted($0, isCounted: false) }
    case .request(let request):
      return checkedRequest(request, at: expression.span)
        .map { hoisted(.request($0), isCounted: false) }
    case .negative(let part):
      return checkedScalar(part, on: scope).map { negated($0) }
    case .arithmetic(let operation, let left, let right):
      return checkedArithmetic(operation, left, right, on: scope)
    case .comparison, .like, .membership, .between, .nullTest, .all, .any, .not:
      return checkedCondition(expression, on: scope)
    }
  }

  /// Returns the typed forms of all expressions; nil if one was reported. All of them are checked.
  mutating func checkedAll(_ expressions: [Expression], on scope: ExpressionScope) -> [Scalar]? {
    let checked = expressions.map { checkedScalar($0, on: scope) }
    let whole = checked.compactMap { $0 }
    return whole.count == checked.count ? whole : nil
  }

  mutating func checkedPair(
    _ left: Expression, _ right: Expression, on scope: ExpressionScope
  ) -> (Scalar, Scalar)? {
    guard let both = checkedAll([left, right], on: scope) else { return nil }
    return (both[0], both[1])
  }

  /// Adds an operation inside an expression to the subqueries, which run first.
  mutating func hoisted(_ operation: CheckedOperation, isCounted: Bool) -> Scalar {
    inner.append(InnerOperation(operation: operation, isCounted: isCounted))
    return .operation(inner.count - 1)
  }

  private mutating func checkedString(_ parts: [StringPart], on scope: ExpressionScope) -> Scalar? {
    var checked: [Scalar] = []
    for part in parts {
      switch part {
      case .text(let text): checked.append(.constant(.string(text)))
      case .interpolation(let expression):
        guard let scalar = checkedScalar(expression, on: scope) else { return nil }
        checked.append(text(of: scalar, on: scope))
      }
    }
    if checked.count == 1, let text = checked[0].constant, text.string != nil { return checked[0] }
    return checked.isEmpty ? .constant("") : .concatenation(checked)
  }

  private mutating func checkedMoney(_ currency: String, _ amount: String, at span: Span) -> Scalar?
  {
    do {
      return .constant(.integer(try Money.minorUnits(amount, currency: currency)))
    } catch {
      report(.invalidValue, error.message, at: span, hint: error.hint)
      return nil
    }
  }

  private mutating func checkedVariable(
    _ name: String, _ path: [PathComponent], isOptional: Bool, at span: Span
  ) -> Scalar? {
    let steps = RowPath(path.map(\.step))
    if name == "row", let row {
      return checkMember(steps, of: row, named: name, isOptional: isOptional, at: span)
        ? .field(steps) : nil
    }
    guard let variable = variables[name] else {
      report(
        .unknownVariable, "unknown variable `$\(name)`", at: span,
        hint: suggestion(for: name, among: variables.names).map {
          $0.replacing("`", with: "`$", maxReplacements: 1)
        })
      return nil
    }
    guard checkMember(steps, of: variable.shape, named: name, isOptional: isOptional, at: span)
    else { return nil }
    return .variable(name, steps)
  }

  /// Reports a member that a value can never have, unless it is marked as optional.
  private mutating func checkMember(
    _ path: RowPath, of shape: ValueShape, named name: String, isOptional: Bool, at span: Span
  ) -> Bool {
    do {
      _ = try shape.following(path.steps)
      return true
    } catch {
      let before = RowPath(Array(path.steps.prefix(error.position)))
      let separator = before.steps.isEmpty || before.description.hasPrefix("[") ? "" : "."
      let owner = "$\(name)\(separator)\(before.description)"
      if let reason = error.member.reason {
        report(.unknownField, "`\(owner)` \(reason)", at: span)
        return false
      }
      if isOptional { return true }
      let step = RowPath([path.steps[error.position]]).description
      report(
        .unknownField, "`\(owner)` has no field `\(step)`", at: span,
        hint: suggestion(for: step, among: error.member.candidates),
        notes: memberNotes(error.member, step: step))
      return false
    }
  }

  private func memberNotes(_ member: UnknownMember, step: String) -> [String] {
    if catalog.object(named: member.owner) != nil {
      return ["it is \(member.owner.withArticle); `describe \(member.owner)` shows its fields"]
    }
    let names = member.candidates
    guard !names.isEmpty, names.count <= 20 else { return [] }
    return ["available fields: \(names.joined(separator: ", "))"]
  }

  private mutating func checkedObject(
    _ literal: ObjectLiteral, on scope: ExpressionScope
  ) -> Scalar? {
    var members = MergedMembers()
    for member in literal.members {
      guard let value = checkedScalar(member.value, on: scope) else { return nil }
      add(member, with: value, to: &members)
    }
    return members.scalar
  }

  private func negated(_ scalar: Scalar) -> Scalar {
    .arithmetic(.subtract, .constant(.integer(0)), scalar)
  }
}

extension PathComponent {
  /// The corresponding step of a path in a row or a value.
  package var step: RowPath.Step {
    switch self {
    case .key(let key): .key(key)
    case .index(let index): .index(index)
    }
  }
}
