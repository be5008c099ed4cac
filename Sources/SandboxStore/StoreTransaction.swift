import GRDB

/// One transaction of the database: all of its writes are committed, or none.
///
/// Not `Sendable`: it lives as long as its transaction, on the database's thread.
package final class StoreTransaction {
  let database: Database
  private let scopes: ScopeTable
  /// True if the same work goes on in another transaction: what it changes may change again, so
  /// that the search index takes it over later.
  package var goesOn = false

  init(_ database: Database, _ cache: ScopeCache) {
    self.database = database
    scopes = ScopeTable(database, cache)
  }

  /// The scopes that this transaction made, known to others once it is committed.
  var madeScopes: [Scope: Int64] { scopes.made }

  /// The objects of an account.
  package func objects(of account: String) -> ObjectTable {
    ObjectTable(database: database, scopes: scopes, account: account)
  }

  /// The answers kept for repeated requests of an account.
  package func idempotency(of account: String) -> IdempotencyTable {
    IdempotencyTable(database: database, scopes: scopes, account: account)
  }

  /// The duties of all accounts.
  package var duties: DutyTable { DutyTable(database: database) }

  /// Where events are sent, of all accounts.
  package var destinations: DestinationTable { DestinationTable(database: database) }

  /// Events on their way, of all accounts.
  package var deliveries: DeliveryTable { DeliveryTable(database: database) }

  /// The accounts that have an object of that type and id.
  ///
  /// - Throws: The database's error.
  package func accounts(having type: String, _ id: String) throws -> [String] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT account FROM scopes JOIN objects ON objects.scope = scopes.id AND objects.id = ?
        WHERE scopes.name = ? ORDER BY account
        """)
    return try String.fetchAll(statement, arguments: [id, type])
  }

  /// The ids of the objects of a type, of all accounts.
  ///
  /// - Throws: The database's error.
  package func ids(of type: String, limit: Int) throws -> [String] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT objects.id FROM scopes JOIN objects ON objects.scope = scopes.id
        WHERE scopes.name = ? LIMIT ?
        """)
    return try String.fetchAll(statement, arguments: [type, limit])
  }

  /// Passes on the objects of some types, of all accounts, as answers show them: newest first.
  ///
  /// - Parameter body: returns whether it takes another.
  /// - Throws: The database's error, or what the closure throws.
  package func eachNewest(of types: [String], _ body: ([UInt8]) throws -> Bool) throws {
    let marks = Array(repeating: "?", count: types.count).joined(separator: ", ")
    let statement = try database.cachedStatement(
      sql: """
        SELECT body FROM objects JOIN bodies USING (seq)
        WHERE scope IN (SELECT id FROM scopes WHERE name IN (\(marks))) ORDER BY seq DESC
        """)
    let rows = try Row.fetchCursor(statement, arguments: StatementArguments(types))
    while let row = try rows.next() {
      guard try body(row.withUnsafeData(atIndex: 0) { $0.map(Array.init) ?? [] }) else { return }
    }
  }

  func makeScope(_ account: String, _ name: String) throws -> Int64 {
    try scopes.make(account, name)
  }

  /// The accounts that have objects.
  ///
  /// - Throws: The database's error.
  package func accounts() throws -> [String] {
    try String.fetchAll(database, sql: "SELECT DISTINCT account FROM scopes ORDER BY account")
  }

  /// The next of a row of numbers that starts at 1: each name of an account has a row of its own.
  ///
  /// - Throws: The database's error.
  package func next(of counter: String, in account: String) throws -> Int {
    let scope = try scopes.make(account, counter)
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO counters (scope, value) VALUES (?, 1)
        ON CONFLICT (scope) DO UPDATE SET value = value + 1 RETURNING value
        """)
    return try Int.fetchOne(statement, arguments: [scope]) ?? 1
  }

  /// A number that is kept for the whole sandbox; nil where it was never set.
  package func setting(_ name: String) throws -> Int? {
    guard let scope = try scopes.find("", name) else { return nil }
    let statement = try database.cachedStatement(
      sql: "SELECT value FROM counters WHERE scope = ?")
    return try Int.fetchOne(statement, arguments: [scope])
  }

  /// Keeps a number for the whole sandbox.
  package func set(_ name: String, to value: Int) throws {
    let scope = try scopes.make("", name)
    let statement = try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO counters (scope, value) VALUES (?, ?)")
    try statement.execute(arguments: [scope, value])
  }

  /// Runs a part of the transaction whose writes can be taken back.
  ///
  /// - Parameter body: returns whether its writes stay.
  /// - Throws: The database's error, or what the closure throws.
  package func savepoint(_ body: () throws -> Bool) throws {
    let before = scopes.made
    var isKept = false
    defer { if !isKept { scopes.made = before } }
    try database.inSavepoint {
      isKept = try body()
      return isKept ? .commit : .rollback
    }
  }
}
