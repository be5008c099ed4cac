import JSON

/// An expression whose names are resolved and whose types are checked.
///
/// A condition is an expression whose value is a boolean. Binding replaces variables, `now` and the
/// results of subqueries by constants; a bound expression consists of constants and fields.
package indirect enum Scalar: Sendable, Hashable {
  /// `"draft"`
  case constant(JSONValue)
  /// `customer.email` of the current row
  case field(RowPath)
  /// `$c.id`
  case variable(String, RowPath)
  /// `count(query invoices …)`: the result of the n-th subquery, which ran before
  case operation(Int)
  /// The values of an expression for the elements of a list: `quantity * price.unit_amount`
  case each(RowPath, Scalar)
  /// A path in the current element of such a list
  case element(RowPath)
  /// A grouping key of a group, or an aggregate of its rows
  case group(GroupPart)
  /// `now`, `2026-01-31`: a time that depends on the clock or the time zone, in Unix seconds
  case moment(Moment)
  /// The name of the session's time zone
  case zone
  /// `now - 1mo`: a time moved by a calendar duration in a time zone
  case shifted(Scalar, by: CalendarDuration, in: Scalar)
  /// `"gold: ${c.email}"`
  case concatenation([Scalar])
  /// `[1, 2]`
  case array([Scalar])
  /// `{ a: 1 }`
  case object([ScalarMember])
  /// `env("HOME")`
  case call(Function, [Scalar])
  /// The values of rows at a path: the value of a subquery with one column
  case column(RowPath, of: Scalar)
  /// `$1` converted to the type of the field or parameter that takes it
  case fitted(Scalar, to: ValueTarget)
  /// `now - 30d`
  case arithmetic(Arithmetic, Scalar, Scalar)
  /// `total >= 5`
  case comparison(Comparison, Scalar, Scalar, as: ValueKind)
  /// `email like "%@test.%"`
  case like(Scalar, pattern: Scalar)
  /// `status in ("draft", "open")`; a candidate that is a list is replaced by its elements
  case membership(Scalar, among: [Scalar], as: ValueKind)
  /// `email is null`
  case isNull(Scalar)
  /// `a and b`
  case all([Scalar])
  /// `a or b`
  case any([Scalar])
  /// `not a`
  case not(Scalar)
}

/// One member of a computed object.
package struct ScalarMember: Sendable, Hashable {
  /// The key of the member.
  package var key: String
  /// The value of the member.
  package var value: Scalar

  /// Creates a member from its key and its value.
  package init(_ key: String, _ value: Scalar) {
    self.key = key
    self.value = value
  }
}

/// The arithmetic operators, by their spelling.
package enum Arithmetic: String, Sendable, Hashable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
}

/// The comparison operators, by their spelling.
package enum Comparison: String, Sendable, Hashable, CaseIterable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  /// Contains, in upper or lower case.
  case contains = "~"

  /// The comparison with the same meaning when both sides are swapped; nil for `contains`.
  package var swapped: Comparison? {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .contains: nil
    }
  }
}

/// The type that two values are compared as.
package enum ValueKind: String, Sendable, Hashable {
  /// By their own types: numbers as numbers, texts as texts, a number and digits as numbers.
  case any
  /// As numbers; strings of digits and decimals count as numbers.
  case number
  /// As Unix seconds; a date in a string is converted to them.
  case timestamp
  case text
  case boolean
}
