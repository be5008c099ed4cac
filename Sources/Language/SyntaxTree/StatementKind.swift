import Diagnostics

/// Every form a statement can have.
public indirect enum StatementKind: Sendable, Hashable {
  /// `query invoices where total > 100 limit 5` and every other verb on an object
  case operation(OperationStatement)
  /// `request POST "/v1/refunds" { charge: "ch_1" }`
  case request(RequestStatement)
  /// `let c = create customer {}`
  case assignment(name: Name, value: Expression)
  /// `for inv in query invoices { … }`
  case loop(name: Name, rows: Expression, body: Block)
  /// `if $c.balance > 0 { … } else if … { … } else { … }`
  case conditional(branches: [ConditionalBranch], otherwise: Block?)
  /// `assert count($rows) = 2, "two expected"`
  case assertion(condition: Expression, message: Expression?)
  /// `print "gold: ${c.email}"`
  case print(Expression)
  /// `include "common.stripe"`
  case include(path: Expression)
  /// `use acme`
  case use(profile: Name)
  /// `set page_size = 50`
  case setting(name: Name, value: Expression)
  /// `show settings`, `show objects`
  case show(topic: Name)
  /// `describe invoice`, `describe create invoice`, `describe finalize invoice`
  case describe(verb: Name?, object: Name)
  /// `explain query invoices`, `explain analyze query invoices`
  case explain(analyzes: Bool, statement: Statement)
  /// `test connection`
  case testConnection
  /// `help query`
  case help(topic: Name?)
  /// `exit`, `exit 3`
  case exit(code: Expression?)
}

/// `{ statement … }`
public struct Block: Sendable, Hashable {
  public var statements: [Statement]
  public var span: Span

  public init(_ statements: [Statement], at span: Span) {
    self.statements = statements
    self.span = span
  }
}

/// `if condition { … }`
public struct ConditionalBranch: Sendable, Hashable {
  public var condition: Expression
  public var body: Block

  public init(condition: Expression, body: Block) {
    self.condition = condition
    self.body = body
  }
}

/// `request METHOD PATH {body}`
public struct RequestStatement: Sendable, Hashable {
  public var method: Name
  public var path: Expression
  public var body: ObjectLiteral?

  public init(method: Name, path: Expression, body: ObjectLiteral?) {
    self.method = method
    self.path = path
    self.body = body
  }
}
