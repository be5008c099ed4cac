import GRDB
import JSON
import StripeCatalog

/// One request's database transaction: all of its writes are committed, or none.
///
/// Types are named by Stripe's `object` value ("invoiceitem"). Not `Sendable`: it lives as long as
/// the request and on its thread.
final class SandboxTransaction {
  let database: Database
  let surroundings: SandboxSurroundings
  /// The operation being served and the ids in its path, outermost first: [invoice, line].
  /// Nil and empty while data is seeded.
  let operation: Operation?
  let pathIDs: [String]
  /// Unix seconds, the same through the whole request.
  let now: Int

  init(
    _ database: Database, _ surroundings: SandboxSurroundings, operation: Operation? = nil,
    pathIDs: [String] = [], now: Int? = nil
  ) {
    self.database = database
    self.surroundings = surroundings
    self.operation = operation
    self.pathIDs = pathIDs
    self.now = now ?? surroundings.clock()
  }

  /// What the catalog says of a type. Only a type no catalog knows throws.
  func resource(_ type: String) throws(SandboxError) -> Resource {
    guard let resource = surroundings.resources[type] else {
      throw SandboxError(500, .apiError, "The sandbox has no objects of type '\(type)'.")
    }
    return resource
  }

  /// A fresh id with the type's prefix.
  func newID(_ type: String) throws(SandboxError) -> String {
    try newID(prefix: resource(type).idPrefix)
  }

  func newID(prefix: String) -> String {
    prefix + surroundings.randomText(24)
  }

  /// Letters and digits, for secrets and fingerprints.
  func randomText(_ length: Int) -> String { surroundings.randomText(length) }

  /// Upper-case letters and digits, for invoice prefixes.
  func randomCode(_ length: Int) -> String {
    surroundings.randomText(length, from: Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8))
  }

  /// The next of a row of numbers that starts at 1: each name has a row of its own.
  func next(of counter: String) throws(SandboxError) -> Int {
    try storing {
      let statement = try database.cachedStatement(
        sql: """
          INSERT INTO counters (name, value) VALUES (?, 1)
          ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value
          """)
      return try Int.fetchOne(statement, arguments: [counter]) ?? 1
    }
  }

  /// Turns the database's errors into the sandbox's own.
  func storing<Value>(_ body: () throws -> Value) throws(SandboxError) -> Value {
    do {
      return try body()
    } catch let error as SandboxError {
      throw error
    } catch {
      throw SandboxError.store(error)
    }
  }
}
