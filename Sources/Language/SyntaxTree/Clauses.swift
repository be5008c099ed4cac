import Diagnostics

/// The clauses of an operation. Each is possible once, in any order; the formatter uses one order.
package struct Clauses: Sendable, Hashable {
  /// The source of the rows: `from "people.csv"`, `from stdin`, `from $rows`
  package var from: Clause<BodySource>?
  /// `by email`: the field that identifies the object of each row
  package var key: Clause<Path>?
  /// The condition: `where status = "draft" and not total > 5`
  package var condition: Clause<Expression>?
  /// The forced route: `via list`, `via search`
  package var via: Clause<Name>?
  /// The columns: `select id, customer.email as mail, sum(total)`
  package var select: Clause<Selection>?
  /// The group keys: `group by currency, month(created)`
  package var groupBy: Clause<[Expression]>?
  /// The condition for groups: `having count() > 1`
  package var having: Clause<Expression>?
  /// The sort keys: `order by total desc, created`
  package var orderBy: Clause<[OrderItem]>?
  /// The maximum number of rows: `limit 20`
  package var limit: Clause<Expression>?
  /// The number of rows per page: `page size 50`
  package var pageSize: Clause<Expression>?
  /// The paths to expand: `expand customer, lines.data.price`
  package var expand: Clause<[Path]>?
  /// The request to draw a chart: `chart`
  package var chart: Clause<ChartMark>?
  /// The file or the table for the rows: `into "invoices.csv"`
  package var destination: Clause<Destination>?

  /// Creates an empty set of clauses.
  package init() {}
}

/// The content of a clause, with the place of the whole clause, its keyword included.
package struct Clause<Content: Sendable & Hashable>: Sendable, Hashable {
  /// The part after the keyword.
  package var content: Content
  /// The place of the clause in the text.
  package var span: Span

  /// Creates a clause from its content and its place.
  package init(_ content: Content, at span: Span) {
    self.content = content
    self.span = span
  }
}

/// The source of the rows of a bulk statement.
package enum BodySource: Sendable, Hashable {
  /// `from stdin`
  case standardInput
  /// `from "people.csv"`, `from $rows`, `from query customers`
  case expression(Expression)
}

/// The content of a `select` clause: `distinct customer, currency`
package struct Selection: Sendable, Hashable {
  /// True for `select distinct`.
  package var isDistinct: Bool
  /// The columns, in order.
  package var items: [SelectItem]

  /// Creates the content of a `select` clause.
  package init(_ items: [SelectItem], isDistinct: Bool = false) {
    self.items = items
    self.isDistinct = isDistinct
  }
}

/// The content of an `into` clause: `into "sqlite:books.db" table invoices`
package struct Destination: Sendable, Hashable {
  /// The name of a file, or the address of a database.
  package var address: Expression
  /// The name of the table; nil if it is not given.
  package var table: Expression?

  /// Creates the content of an `into` clause.
  package init(_ address: Expression, table: Expression? = nil) {
    self.address = address
    self.table = table
  }
}

/// The content of a `chart` clause, which consists of the keyword only.
package struct ChartMark: Sendable, Hashable {
  /// Creates the content, which has no parts.
  package init() {}
}

/// One column of a `select` clause: `customer.email as mail`
package struct SelectItem: Sendable, Hashable {
  /// The value of the column.
  package var expression: Expression
  /// The name after `as`; nil if none is given.
  package var alias: Name?

  /// Creates a column from its expression and its alias.
  package init(expression: Expression, alias: Name?) {
    self.expression = expression
    self.alias = alias
  }
}

/// One key of an `order by` clause: `total desc`
package struct OrderItem: Sendable, Hashable {
  /// The sort key: a path, or in a grouped query also an aggregate such as `count()`.
  package var expression: Expression
  /// True after `desc`.
  package var isDescending: Bool

  /// Creates a sort key from its expression and its direction.
  package init(expression: Expression, isDescending: Bool) {
    self.expression = expression
    self.isDescending = isDescending
  }
}
