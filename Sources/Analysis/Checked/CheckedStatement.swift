import Diagnostics
import Expressions
import StripeCatalog

/// A text whose every name is known and whose every value fits: fit to be planned and run.
package struct CheckedProgram: Sendable {
  package var statements: [CheckedStatement]

  package init(statements: [CheckedStatement]) {
    self.statements = statements
  }
}

/// One checked statement and where it stands, for errors that show only at run time.
package struct CheckedStatement: Sendable {
  package var kind: CheckedKind
  package var place: Place

  package init(_ kind: CheckedKind, at place: Place) {
    self.kind = kind
    self.place = place
  }
}

package indirect enum CheckedKind: Sendable {
  /// `query invoices`, a `create`, a `request`: what goes to Stripe
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
  /// The statements of an included file.
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

package struct CheckedBranch: Sendable {
  package var condition: CheckedValue
  package var body: [CheckedStatement]
}

/// A value to compute, with the operations whose results it needs first.
package struct CheckedValue: Sendable {
  package var scalar: Scalar
  package var shape: ValueShape
  package var inner: [InnerOperation]
}

/// An operation inside an expression: `count(query …)`, `let c = create …`.
package struct InnerOperation: Sendable {
  package var operation: CheckedOperation
  /// The number of rows is wanted, not the rows.
  package var isCounted: Bool
}

/// What `show` can show.
package enum ShowTopic: String, Sendable, Hashable, CaseIterable {
  case settings
  case profiles
  case objects
  case variables
  case history
  case journal
}
