import Diagnostics

/// The forms a statement can have.
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
  /// `describe invoice`, `describe create invoice`, `describe invoice finalize`. After an object
  /// the second name can be a field: `describe invoice lines.data.price`
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

/// A block of statements: `{ statement … }`
package struct Block: Sendable, Hashable {
  /// The statements in the block, in order.
  package var statements: [Statement]
  /// The place of the block in the text, its braces included.
  package var span: Span

  /// Creates a block from its statements and its place.
  package init(_ statements: [Statement], at span: Span) {
    self.statements = statements
    self.span = span
  }
}

/// One branch of a conditional: `if condition { … }`
package struct ConditionalBranch: Sendable, Hashable {
  /// The condition of the branch.
  package var condition: Expression
  /// The block that runs if the condition is true.
  package var body: Block

  /// Creates a branch from its condition and its block.
  package init(condition: Expression, body: Block) {
    self.condition = condition
    self.body = body
  }
}

/// A raw API request: `request METHOD PATH {body}`
package struct RequestStatement: Sendable, Hashable {
  /// The HTTP method, in upper case.
  package var method: Name
  /// The path, which must evaluate to a text such as `/v1/balance`.
  package var path: Expression
  /// The body; nil if there is none.
  package var body: ObjectLiteral?

  /// Creates a request from its parts.
  package init(method: Name, path: Expression, body: ObjectLiteral?) {
    self.method = method
    self.path = path
    self.body = body
  }
}
