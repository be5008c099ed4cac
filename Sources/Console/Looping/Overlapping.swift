import Analysis
import JSON

extension [CheckedStatement] {
  /// Whether iterations of these statements can run side by side and nobody can tell: they ask
  /// Stripe, change nothing there, and change nothing of the session.
  /// - Parameter outside: names that were given outside the body.
  func canOverlap(outside: Set<String>) -> Bool {
    guard let operations = operations(outside: outside) else { return false }
    return !operations.isEmpty && operations.allSatisfy(\.isReading)
  }

  /// The operations in the statements; nil where a statement changes the session, or shows what
  /// other iterations do.
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
  /// Whether it and all that it contains leave Stripe as it is.
  fileprivate var isReading: Bool {
    guard inner.allSatisfy(\.operation.isReading) else { return false }
    switch self {
    // A file is written by one iteration after the other.
    case .read(let read): return read.destination == nil
    case .write: return false
    case .request(let request): return request.method.isRead
    case .file: return true
    }
  }
}
