import Analysis

extension CheckedProgram {
  /// True if a statement of the program may write to the account.
  var writes: Bool { statements.contains(where: \.writes) }
}

extension CheckedStatement {
  /// True if the statement, or one inside it, may write to the account.
  var writes: Bool {
    switch kind {
    case .operation(let operation): operation.writes
    case .assignment(_, let value), .print(let value), .setting(_, let value): value.writes
    case .loop(_, let rows, let body): rows.writes || body.contains(where: \.writes)
    case .conditional(let branches, let otherwise):
      branches.contains { $0.condition.writes || $0.body.contains(where: \.writes) }
        || otherwise.contains(where: \.writes)
    case .assertion(let condition, let message): condition.writes || message?.writes == true
    case .included(let statements): statements.contains(where: \.writes)
    case .exit(let code): code?.writes == true
    case .use, .show, .describe, .explain, .testConnection, .help: false
    }
  }
}

extension CheckedValue {
  /// True if an operation inside the expression may write to the account.
  var writes: Bool { inner.contains { $0.operation.writes } }
}

extension CheckedOperation {
  /// True if the operation, or one inside it, may write to the account.
  var writes: Bool {
    let itself =
      switch self {
      case .read: false
      case .write: true
      case .request(let request): !request.method.isRead
      case .file: false
      }
    return itself || inner.contains { $0.operation.writes }
  }
}
