import Diagnostics
import Evaluation
import StripeCatalog

/// A text whose every name is known and whose every value fits: fit to be planned and run.
public struct CheckedProgram: Sendable {
  public var statements: [CheckedStatement]

  public init(statements: [CheckedStatement]) {
    self.statements = statements
  }
}

/// One checked statement and where it stands, for errors that show only at run time.
public struct CheckedStatement: Sendable {
  public var kind: CheckedKind
  public var place: Place

  public init(_ kind: CheckedKind, at place: Place) {
    self.kind = kind
    self.place = place
  }
}

public indirect enum CheckedKind: Sendable {
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

public struct CheckedBranch: Sendable {
  public var condition: CheckedValue
  public var body: [CheckedStatement]
}

/// A value to compute, with the operations whose results it needs first.
public struct CheckedValue: Sendable {
  public var scalar: Scalar
  public var inner: [InnerOperation]
}

/// An operation inside an expression: `count(query …)`, `let c = create …`.
public struct InnerOperation: Sendable {
  public var operation: CheckedOperation
  /// The number of rows is wanted, not the rows.
  public var isCounted: Bool
}

/// What `describe` is asked about.
public enum Description: Sendable, Hashable {
  case object(ObjectType)
  case operation(Operation)
}

/// What `show` can show.
public enum ShowTopic: String, Sendable, Hashable, CaseIterable {
  case settings
  case profiles
  case objects
  case variables
  case history
  case journal
}
