import JSON
import SandboxStore

/// A whole sandbox as lines of JSON, to be kept and compared.
extension Sandbox {
  /// Passes the lines on, without their ends: the head, the objects in the order in which they were
  /// made, then what was deleted, counters, duties, destinations and deliveries. Answers that are
  /// kept for repeated requests are left out.
  ///
  /// - Throws: the store's errors, or what the closure throws.
  package func export(_ write: @escaping @Sendable ([UInt8]) throws -> Void) async throws {
    try await store.read { transaction in
      try write(FixtureLine.head.bytes)
      try transaction.eachRecord { record in try write(FixtureLine(record).bytes) }
    }
  }

  /// Fills an empty sandbox with the lines of an export, all of them or none.
  ///
  /// - Parameter next: the next line, nil after the last one.
  /// - Returns: the number of objects.
  /// - Throws: `FixtureError`, the store's errors, or what the closure throws.
  package func restore(_ next: @escaping @Sendable () throws -> [UInt8]?) async throws -> Int {
    try await store.write { [environment] transaction in
      guard try transaction.isEmpty() else { throw FixtureError.notEmpty }
      var restoring = FixtureRestoring(
        transaction: transaction, resources: environment.resources)
      while let line = try next() { try restoring.add(line) }
      try restoring.end()
      return restoring.objects
    }
  }
}

/// Why an export cannot be read.
package enum FixtureError: Error, Sendable, Hashable, CustomStringConvertible {
  case notEmpty
  case noHead
  case newer(Int)
  case malformed(line: Int, String)

  package var description: String {
    switch self {
    case .notEmpty: "the sandbox is not empty; reset it, or name another file by --sandbox-data"
    case .noHead: "this is not an export of a sandbox: its first line does not say so"
    case .newer(let version): "the export is of a newer form (\(version)); use a newer pinstripe"
    case .malformed(let line, let what): "line \(line): \(what)"
    }
  }
}
