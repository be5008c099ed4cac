import Diagnostics

/// What may follow a target, each at most once, in any order; the formatter has one order.
package struct Clauses: Sendable, Hashable {
  /// `from "people.csv"`, `from stdin`, `from $rows`, `from query customers …`
  package var from: Clause<BodySource>?
  /// `by email`: the field that finds the object of each row
  package var key: Clause<Path>?
  /// `where status = "draft" and not total > 5`
  package var condition: Clause<Expression>?
  /// `via list`, `via search`
  package var via: Clause<Name>?
  /// `select id, customer.email as mail, sum(total)`
  package var select: Clause<Selection>?
  /// `group by currency, month(created)`
  package var groupBy: Clause<[Expression]>?
  /// `having count() > 1`
  package var having: Clause<Expression>?
  /// `order by total desc, created`
  package var orderBy: Clause<[OrderItem]>?
  /// `limit 20`
  package var limit: Clause<Expression>?
  /// `page size 50`
  package var pageSize: Clause<Expression>?
  /// `expand customer, lines.data.price`
  package var expand: Clause<[Path]>?
  /// `chart`
  package var chart: Clause<ChartMark>?
  /// `into "invoices.csv"`
  package var destination: Clause<Expression>?

  package init() {}
}

/// A clause's content and where the whole clause stands, its keyword included.
package struct Clause<Content: Sendable & Hashable>: Sendable, Hashable {
  package var content: Content
  package var span: Span

  package init(_ content: Content, at span: Span) {
    self.content = content
    self.span = span
  }
}

/// Where the rows of a bulk statement come from.
package enum BodySource: Sendable, Hashable {
  /// `from stdin`
  case standardInput
  /// `from "people.csv"`, `from $rows`, `from query customers`
  case expression(Expression)
}

/// `distinct customer, currency`
package struct Selection: Sendable, Hashable {
  package var isDistinct: Bool
  package var items: [SelectItem]

  package init(_ items: [SelectItem], isDistinct: Bool = false) {
    self.items = items
    self.isDistinct = isDistinct
  }
}

/// The content of a `chart` clause, which is the word alone.
package struct ChartMark: Sendable, Hashable {
  package init() {}
}

/// `customer.email as mail`
package struct SelectItem: Sendable, Hashable {
  package var expression: Expression
  package var alias: Name?

  package init(expression: Expression, alias: Name?) {
    self.expression = expression
    self.alias = alias
  }
}

/// `total desc`
package struct OrderItem: Sendable, Hashable {
  /// A path, or in a grouped query an aggregate such as `count()`.
  package var expression: Expression
  package var isDescending: Bool

  package init(expression: Expression, isDescending: Bool) {
    self.expression = expression
    self.isDescending = isDescending
  }
}
