import Diagnostics
import Expressions
import Language
import StripeCatalog

/// Checks dates, durations and periods.
extension Checker {
  /// Checks a date. Without an offset it is in the time zone of the session.
  mutating func checkedDate(_ text: String, at span: Span) -> Scalar? {
    if let time = Timestamp.civilTime(of: text) { return .moment(.civil(time)) }
    if let seconds = Timestamp.seconds(of: text) { return .moment(.instant(seconds)) }
    report(.invalidValue, "`\(text)` is not a valid date", at: span)
    return nil
  }

  /// Checks a duration used as a number of seconds.
  mutating func checkedDuration(
    _ text: String, _ length: DurationLength, at span: Span
  ) -> Scalar? {
    guard length.months == 0 else {
      report(
        .invalidValue, "`\(text)` has no fixed length", at: span,
        hint: "add it to a time or subtract it, as in `now - \(text)`")
      return nil
    }
    return .constant(.integer(length.seconds))
  }

  /// Checks `now - 1mo`: a time moved by months. The result is nil if neither side is a duration of
  /// months.
  mutating func checkedShift(
    _ operation: ArithmeticOperator, _ left: Expression, _ right: Expression,
    on scope: ExpressionScope
  ) -> Scalar?? {
    let (time, duration) = left.calendarLength == nil ? (left, right) : (right, left)
    guard let length = duration.calendarLength else { return nil }
    guard operation == .add || operation == .subtract && duration.span == right.span else {
      return .none
    }
    guard let scalar = checkedScalar(time, on: scope) else { return .some(nil) }
    let shape = shape(of: scalar, on: scope)
    guard shape == .unknown || shape == .time else {
      report(
        .invalidValue, "months are added to a time, and this is \(shape.named)", at: time.span)
      return .some(nil)
    }
    return .shifted(scalar, by: operation == .add ? length : -length, in: .zone)
  }

  /// A period as a value, with its start and its end.
  struct CheckedPeriod {
    let period: CalendarPeriod

    var value: Scalar {
      .object([
        ScalarMember(PeriodMembers.start, .moment(.start(period))),
        ScalarMember(PeriodMembers.end, .moment(.end(period))),
      ])
    }
  }

  mutating func checkedPeriod(_ text: PeriodText, at span: Span) -> CheckedPeriod? {
    if let period = CalendarPeriod(text) { return CheckedPeriod(period: period) }
    report(.invalidValue, "there is no period `\(text.text)`", at: span)
    return nil
  }
}

/// The members of a period used as a value.
enum PeriodMembers {
  /// The first second of the period.
  static let start = "start"
  /// The first second after the period.
  static let end = "end"

  /// The shape of a period as a value.
  static let shape: ValueShape = {
    var members = ValueMembers()
    members[start] = .time
    members[end] = .time
    return .record(members)
  }()
}

extension CalendarPeriod {
  /// Creates a period from its syntax; nil if the year has no such week.
  init?(_ text: PeriodText) {
    switch text {
    case .named(let name): self.init(name)
    case .relative(let offset, let unit):
      self.init(unit.typed, offset: offset, text: text.text)
    }
  }
}

extension PeriodUnit {
  fileprivate var typed: Period.Unit {
    switch self {
    case .day: .day
    case .week: .week
    case .month: .month
    case .quarter: .quarter
    case .year: .year
    }
  }
}

extension Expression {
  /// The length of a duration in months; nil for other expressions.
  fileprivate var calendarLength: CalendarDuration? {
    guard case .duration(_, let length) = kind, length.months != 0 else { return nil }
    return CalendarDuration(months: length.months)
  }

  /// The period that the expression means after `in`: `2026-10`, `2026-10-26`, `2026`, `today`.
  var calendarPeriod: CalendarPeriod? {
    switch kind {
    case .period(let text): CalendarPeriod(text)
    case .date(let text): text.utf8.count == 10 ? CalendarPeriod(text) : nil
    case .number(let text): text.utf8.count == 4 ? CalendarPeriod(text) : nil
    case .today: CalendarPeriod(.day, offset: 0, text: "today")
    case .null, .bool, .string, .now, .duration, .money, .path, .variable, .array, .object, .call,
      .operation, .request, .negative, .arithmetic, .comparison, .like, .membership, .between,
      .nullTest, .all, .any, .not:
      nil
    }
  }
}
