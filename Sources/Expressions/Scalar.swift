import JSON

/// An expression whose names are resolved: what a checked statement computes with.
///
/// A condition is a scalar whose value is a boolean. Binding replaces variables, `now` and the
/// results of inner operations by constants; a bound scalar holds only constants and fields.
package indirect enum Scalar: Sendable, Hashable {
  /// `"draft"`
  case constant(JSONValue)
  /// `customer.email` of the row at hand
  case field(RowPath)
  /// `$c.id`
  case variable(String, RowPath)
  /// `count(query invoices …)`: the result of the n-th inner operation, run beforehand
  case operation(Int)
  /// The values that a scalar has for the elements of a list: `quantity * price.unit_amount`
  case each(RowPath, Scalar)
  /// A place in the element at hand of such a list
  case element(RowPath)
  /// What rows of a group have in common, or an aggregate of them
  case group(GroupPart)
  /// `now`, `2026-01-31`: a time that the clock or the time zone decides, in Unix seconds
  case moment(Moment)
  /// The name of the time zone that statements run in
  case zone
  /// `now - 1mo`: a time so much later by the clocks of a zone
  case shifted(Scalar, by: CalendarDuration, in: Scalar)
  /// `"gold: ${c.email}"`
  case concatenation([Scalar])
  /// `[1, 2]`
  case array([Scalar])
  /// `{ a: 1 }`
  case object([ScalarMember])
  /// `env("HOME")`
  case call(Function, [Scalar])
  /// The values that rows have at a path: what a subquery with one column stands for
  case column(RowPath, of: Scalar)
  /// `$1` where a field or a parameter takes a value of its own type
  case fitted(Scalar, to: ValueTarget)
  /// `now - 30d`
  case arithmetic(Arithmetic, Scalar, Scalar)
  /// `total >= 5`
  case comparison(Comparison, Scalar, Scalar, as: ValueKind)
  /// `email like "%@test.%"`
  case like(Scalar, pattern: Scalar)
  /// `status in ("draft", "open")`; a candidate that is a list counts as its elements
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

/// One member of an object that is computed.
package struct ScalarMember: Sendable, Hashable {
  package var key: String
  package var value: Scalar

  package init(_ key: String, _ value: Scalar) {
    self.key = key
    self.value = value
  }
}

package enum Arithmetic: String, Sendable, Hashable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
}

package enum Comparison: String, Sendable, Hashable, CaseIterable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  /// Contains, ignoring case.
  case contains = "~"

  /// The comparison that says the same with its sides swapped; containing has none.
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

/// What two values are compared as.
package enum ValueKind: String, Sendable, Hashable {
  /// By what they are: numbers as numbers, texts as texts, a number beside digits as numbers.
  case any
  /// Decimal strings and strings of digits count as numbers.
  case number
  /// Unix seconds; a date in a string counts as its second.
  case timestamp
  case text
  case boolean
}
