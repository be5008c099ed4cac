import Diagnostics
import Expressions
import Language
import StripeCatalog

/// `created in 2026-10`: from the first second of a period to the last.
extension Checker {
  /// The condition that a time lies in one of several periods, or is one of several times; nil
  /// where no candidate is a period, and holding nil where something was reported.
  mutating func checkedPeriods(
    _ subject: Expression, _ candidates: [Expression], on scope: ExpressionScope
  ) -> Scalar?? {
    guard candidates.contains(where: mayBePeriod) else { return nil }
    let problems = log.count
    guard let time = checkedScalar(subject, on: scope) else { return .some(nil) }
    guard isTime(time, subject, on: scope) else {
      guard let period = candidates.first(where: \.isPeriod) else { return nil }
      report(
        .invalidValue,
        "only times are in a period, and this is \(shape(of: time, on: scope).named)",
        at: subject.span, notes: period.noteOnMinus)
      return .some(nil)
    }
    var parts: [Scalar] = []
    var others: [Expression] = []
    for candidate in candidates {
      guard let bounds = bounds(of: candidate) else {
        others.append(candidate)
        continue
      }
      parts.append(
        .all([
          .comparison(.greaterOrEqual, time, bounds.start, as: .timestamp),
          .comparison(.less, time, bounds.end, as: .timestamp),
        ]))
    }
    guard !parts.isEmpty, !log.hasErrors(since: problems) else {
      return log.hasErrors(since: problems) ? .some(nil) : nil
    }
    if !others.isEmpty {
      let rest = Expression(
        .membership(subject, among: others, isNegated: false), at: subject.span)
      guard let checked = checkedScalar(rest, on: scope) else { return .some(nil) }
      parts.append(checked)
    }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private func isTime(
    _ scalar: Scalar, _ expression: Expression, on scope: ExpressionScope
  ) -> Bool {
    if let field = field(expression, on: scope) { return field.kind == .timestamp }
    let shape = shape(of: scalar, on: scope)
    return shape == .time || shape == .unknown
  }

  /// Whether a candidate may be a period: it is written as one, or is a variable that holds one.
  private func mayBePeriod(_ expression: Expression) -> Bool {
    expression.calendarPeriod != nil || expression.isPeriod || periodVariable(expression) != nil
  }

  private func periodVariable(_ expression: Expression) -> (String, RowPath)? {
    guard case .variable(let name, let components, _) = expression.kind,
      let variable = variables[name]
    else { return nil }
    let path = RowPath(components.map(\.step))
    let shape = try? variable.shape.following(path.steps)
    return shape == PeriodMembers.shape ? (name, path) : nil
  }

  /// The first second of a period and the first after it; nil of what is no period.
  mutating func bounds(of expression: Expression) -> (start: Scalar, end: Scalar)? {
    if let (name, path) = periodVariable(expression) {
      func member(_ key: String) -> Scalar { .variable(name, RowPath(path.steps + [.key(key)])) }
      return (member(PeriodMembers.start), member(PeriodMembers.end))
    }
    if let period = expression.calendarPeriod {
      return (.moment(.start(period)), .moment(.end(period)))
    }
    if case .period(let text) = expression.kind { _ = checkedPeriod(text, at: expression.span) }
    return nil
  }
}

extension Expression {
  /// Whether it is written as a period and nothing else.
  fileprivate var isPeriod: Bool {
    if case .period = kind { return true }
    return false
  }

  /// What `2026-10` may have been meant as.
  fileprivate var noteOnMinus: [String] {
    guard case .period(.named(let text)) = kind, !text.contains("Q"), !text.contains("W") else {
      return []
    }
    return ["`\(text)` is a month; put blanks around a minus sign"]
  }
}
