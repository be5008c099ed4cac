import Diagnostics
import Expressions
import StripeCatalog

/// A program whose names are resolved and whose values are checked, ready to be planned and run.
package struct CheckedProgram: Sendable {
  /// The statements, in order.
  package var statements: [CheckedStatement]

  /// Creates a program from its statements.
  package init(statements: [CheckedStatement]) {
    self.statements = statements
  }
}

/// A checked statement, with its place for errors at run time.
package struct CheckedStatement: Sendable {
  /// The form of the statement, with its parts.
  package var kind: CheckedKind
  /// The place of the statement in the source text.
  package var place: Place

  /// Creates a statement from its form and its place.
  package init(_ kind: CheckedKind, at place: Place) {
    self.kind = kind
    self.place = place
  }
}

/// The forms a checked statement can have.
package indirect enum CheckedKind: Sendable {
  /// `query invoices`, a `create`, a `request`: an operation of Stripe or of a file
  case operation(CheckedOperation)
  /// `let c = …`
  case assignment(name: String, CheckedValue)
  /// `for inv in … { … }`
  case loop(name: String, rows: CheckedValue, body: [CheckedStatement])
  /// `if … { … } else { … }`
  case conditional(branches: [CheckedBranch], otherwise: [CheckedStatement])
  /// `assert …, "…"`
  case assertion(CheckedValue, message: CheckedValue?)
  /// `print …`
  case print(CheckedValue)
  /// The statements of an included file
  case included([CheckedStatement])
  /// `use acme`
  case use(profile: String)
  /// `set page_size = 50`
  case setting(Setting, CheckedValue)
  /// `show settings`
  case show(ShowTopic)
  /// `describe invoice`
  case describe(Description)
  /// `explain …`
  case explain(analyzes: Bool, CheckedStatement)
  /// `test connection`
  case testConnection
  /// `help query`
  case help(topic: String?)
  /// `exit 3`
  case exit(code: CheckedValue?)
}

/// One branch of an `if` statement.
package struct CheckedBranch: Sendable {
  /// The condition of the branch.
  package var condition: CheckedValue
  /// The statements that run if the condition is true.
  package var body: [CheckedStatement]
}

/// A value to compute, with the subqueries that have to run first.
package struct CheckedValue: Sendable {
  /// The expression to evaluate.
  package var scalar: Scalar
  /// The shape of the value, as far as it is known.
  package var shape: ValueShape
  /// The subqueries in the expression, which run first.
  package var inner: [InnerOperation]
}

/// A subquery: an operation inside an expression, as in `count(query …)` or `let c = create …`.
package struct InnerOperation: Sendable {
  /// The operation to run.
  package var operation: CheckedOperation
  /// True if its value is the number of rows, not the rows.
  package var isCounted: Bool
}

/// The topics of `show`.
package enum ShowTopic: String, Sendable, Hashable, CaseIterable {
  case settings
  case profiles
  case objects
  case variables
  case history
  case journal
}
