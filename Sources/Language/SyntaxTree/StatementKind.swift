import Diagnostics

/// Every form a statement can have.
package indirect enum StatementKind: Sendable, Hashable {
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
  /// `describe invoice`, `describe create invoice`, `describe invoice finalize`; after an object
  /// the second name may be a field: `describe invoice lines.data.price`
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
package struct Block: Sendable, Hashable {
  package var statements: [Statement]
  package var span: Span

  package init(_ statements: [Statement], at span: Span) {
    self.statements = statements
    self.span = span
  }
}

/// `if condition { … }`
package struct ConditionalBranch: Sendable, Hashable {
  package var condition: Expression
  package var body: Block

  package init(condition: Expression, body: Block) {
    self.condition = condition
    self.body = body
  }
}

/// `request METHOD PATH {body}`
package struct RequestStatement: Sendable, Hashable {
  package var method: Name
  package var path: Expression
  package var body: ObjectLiteral?

  package init(method: Name, path: Expression, body: ObjectLiteral?) {
    self.method = method
    self.path = path
    self.body = body
  }
}
