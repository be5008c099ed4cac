import Diagnostics

/// An expression and its place in the text. In a condition its value is true or false.
package struct Expression: Sendable, Hashable {
  /// The form of the expression, with its parts.
  package var kind: ExpressionKind
  /// The place in the text, parentheses included.
  package var span: Span

  /// Creates an expression from its form and its place.
  package init(_ kind: ExpressionKind, at span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// The forms an expression can have.
package indirect enum ExpressionKind: Sendable, Hashable {
  /// `null`
  case null
  /// `true`
  case bool(Bool)
  /// `500`, `12.50`: the text of the literal, with its sign
  case number(String)
  /// `"gold: ${c.email}"`, `'raw'`
  case string([StringPart])
  /// `2026-01-31`, `2026-01-31T10:00:00+02:00`, as written
  case date(String)
  /// `now`
  case now
  /// `today`
  case today
  /// `30d`, `1mo`
  case duration(text: String, DurationLength)
  /// `2026-10`, `2026-Q3`, `last month`
  case period(PeriodText)
  /// `usd 20.00`
  case money(currency: String, amount: String)
  /// `customer.email`, `metadata["odd key"]`; also an id without quotes: `in_1`
  case path(Path)
  /// `$c`, `$c.id`, `$1`; `$row.mail?` is null where the member is missing
  case variable(name: String, path: [PathComponent], isOptional: Bool)
  /// `["a", "b"]`
  case array([Expression])
  /// `{ tier: "gold" }`
  case object(ObjectLiteral)
  /// `count(…)`, `sum(amount)`, `count(distinct customer)`, `env("HOME")`
  case call(function: Name, arguments: [Expression], isDistinct: Bool)
  /// `query invoices where …`, `create customer {}` used as a value
  case operation(OperationStatement)
  /// `request GET "/v1/balance"` used as a value
  case request(RequestStatement)
  /// `-x`
  case negative(Expression)
  /// `now - 30d`
  case arithmetic(ArithmeticOperator, Expression, Expression)
  /// `total >= 5`
  case comparison(ComparisonOperator, Expression, Expression)
  /// `email like "%@test.%"`, `email not like …`
  case like(Expression, pattern: Expression, isNegated: Bool)
  /// `status in ("draft", "open")`, `id not in $ids`: several candidates, or one that is a list
  case membership(Expression, among: [Expression], isNegated: Bool)
  /// `total between 5 and 10`
  case between(Expression, low: Expression, high: Expression)
  /// `email is null`, `email is not null`
  case nullTest(Expression, isNegated: Bool)
  /// `a and b and c`
  case all([Expression])
  /// `a or b or c`
  case any([Expression])
  /// `not a`
  case not(Expression)
}

/// The arithmetic operators and the one that joins texts, by their spelling.
package enum ArithmeticOperator: String, Sendable, Hashable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
  /// Joins two texts.
  case concatenate = "++"
}

/// The comparison operators, by their spelling.
package enum ComparisonOperator: String, Sendable, Hashable, CaseIterable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  /// Contains, in upper or lower case.
  case contains = "~"
}

/// A part of a string: text, or a `${…}`.
package enum StringPart: Sendable, Hashable {
  case text(String)
  case interpolation(Expression)
}
