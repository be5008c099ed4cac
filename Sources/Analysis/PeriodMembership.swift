import Diagnostics
import Expressions
import Language
import StripeCatalog

/// Checks `created in 2026-10`: a time from the first to the last second of a period.
extension Checker {
  /// Returns the condition that a time is in one of several periods, or equals one of several
  /// times. The outer value is nil if no candidate is a period, the inner value after a report.
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

  /// Returns true if a candidate is a period, or a variable that contains one.
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

  /// Returns the first second of a period and the first second after it; nil for other expressions.
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
  /// True if it is written as a period and nothing else.
  fileprivate var isPeriod: Bool {
    if case .period = kind { return true }
    return false
  }

  /// A note that `2026-10` means a month and not a subtraction.
  fileprivate var noteOnMinus: [String] {
    guard case .period(.named(let text)) = kind, !text.contains("Q"), !text.contains("W") else {
      return []
    }
    return ["`\(text)` is a month; put blanks around a minus sign"]
  }
}
