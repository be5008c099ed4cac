import Analysis
import JSON

extension [CheckedStatement] {
  /// Returns true if iterations of these statements can run concurrently without a visible
  /// difference: they read from Stripe, write nothing, and do not change the session.
  /// - Parameter outside: the names of variables defined outside the body.
  func canOverlap(outside: Set<String>) -> Bool {
    guard let operations = operations(outside: outside) else { return false }
    return !operations.isEmpty && operations.allSatisfy(\.isReading)
  }

  /// Returns the operations in the statements; nil if a statement changes the session, or shows the
  /// effects of other iterations.
  fileprivate func operations(outside: Set<String>) -> [CheckedOperation]? {
    var found: [CheckedOperation] = []
    for statement in self {
      guard let operations = statement.operations(outside: outside) else { return nil }
      found += operations
    }
    return found
  }
}

extension CheckedStatement {
  fileprivate func operations(outside: Set<String>) -> [CheckedOperation]? {
    switch kind {
    case .operation(let operation):
      return [operation]
    case .assignment(let name, let value):
      return outside.contains(name) ? nil : value.operations
    case .loop(_, let rows, let body):
      return body.operations(outside: outside).map { rows.operations + $0 }
    case .conditional(let branches, let otherwise):
      let conditions = branches.flatMap(\.condition.operations)
      let bodies = branches.flatMap(\.body) + otherwise
      return bodies.operations(outside: outside).map { conditions + $0 }
    case .assertion(let condition, let message):
      return condition.operations + (message?.operations ?? [])
    case .print(let value):
      return value.operations
    case .included(let statements):
      return statements.operations(outside: outside)
    case .exit(let code):
      return code?.operations ?? []
    case .describe, .help, .explain(analyzes: false, _):
      return []
    case .use, .setting, .show, .testConnection, .explain(analyzes: true, _):
      return nil
    }
  }
}

extension CheckedValue {
  fileprivate var operations: [CheckedOperation] { inner.map(\.operation) }
}

extension CheckedOperation {
  /// True if neither the operation nor one inside it writes to Stripe or to a file.
  fileprivate var isReading: Bool {
    guard inner.allSatisfy(\.operation.isReading) else { return false }
    switch self {
    // Rows for one file must be written by one iteration after the other.
    case .read(let read): return read.destination == nil
    case .write: return false
    case .request(let request): return request.method.isRead
    case .file: return true
    }
  }
}
