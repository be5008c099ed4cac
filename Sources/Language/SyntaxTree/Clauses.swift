import Diagnostics

/// What may follow a target, each at most once, in any order; the formatter has one order.
public struct Clauses: Sendable, Hashable {
  /// `from "people.csv"`, `from stdin`, `from $rows`, `from query customers …`
  public var from: Clause<BodySource>?
  /// `where status = "draft" and not total > 5`
  public var condition: Clause<Expression>?
  /// `via list`, `via search`
  public var via: Clause<Name>?
  /// `select id, customer.email as mail, sum(total)`
  public var select: Clause<[SelectItem]>?
  /// `group by currency, status`
  public var groupBy: Clause<[Path]>?
  /// `order by total desc, created`
  public var orderBy: Clause<[OrderItem]>?
  /// `limit 20`
  public var limit: Clause<Expression>?
  /// `page size 50`
  public var pageSize: Clause<Expression>?
  /// `expand customer, lines.data.price`
  public var expand: Clause<[Path]>?

  public init() {}
}

/// A clause's content and where the whole clause stands, its keyword included.
public struct Clause<Content: Sendable & Hashable>: Sendable, Hashable {
  public var content: Content
  public var span: Span

  public init(_ content: Content, at span: Span) {
    self.content = content
    self.span = span
  }
}

/// Where the rows of a bulk statement come from.
public enum BodySource: Sendable, Hashable {
  /// `from stdin`
  case standardInput
  /// `from "people.csv"`, `from $rows`, `from query customers`
  case expression(Expression)
}

/// `customer.email as mail`
public struct SelectItem: Sendable, Hashable {
  public var expression: Expression
  public var alias: Name?

  public init(expression: Expression, alias: Name?) {
    self.expression = expression
    self.alias = alias
  }
}

/// `total desc`
public struct OrderItem: Sendable, Hashable {
  /// A path, or in a grouped query an aggregate such as `count()`.
  public var expression: Expression
  public var isDescending: Bool

  public init(expression: Expression, isDescending: Bool) {
    self.expression = expression
    self.isDescending = isDescending
  }
}
