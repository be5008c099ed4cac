import GRDB
import Synchronization

/// An account's objects of one type, or its values of one filter ("invoice.customer").
struct Scope: Sendable, Hashable {
  let account: String
  let name: String
}

/// The numbers of scopes that are committed. They never change, so that every process may keep
/// those that it knows.
final class ScopeCache: Sendable {
  private let known = Mutex<[Scope: Int64]>([:])

  subscript(scope: Scope) -> Int64? { known.withLock { $0[scope] } }

  func add(_ made: [Scope: Int64]) {
    guard !made.isEmpty else { return }
    known.withLock { $0.merge(made) { old, _ in old } }
  }
}

/// The numbers by which the other tables refer to scopes.
final class ScopeTable {
  private let database: Database
  private let cache: ScopeCache
  /// Those that this transaction made or met; what is taken back takes them along.
  var made: [Scope: Int64] = [:]

  init(_ database: Database, _ cache: ScopeCache) {
    self.database = database
    self.cache = cache
  }

  /// Nil where nothing was ever stored there.
  func find(_ account: String, _ name: String) throws -> Int64? {
    let scope = Scope(account: account, name: name)
    if let id = cache[scope] ?? made[scope] { return id }
    let statement = try database.cachedStatement(
      sql: "SELECT id FROM scopes WHERE account = ? AND name = ?")
    guard let id = try Int64.fetchOne(statement, arguments: [account, name]) else { return nil }
    made[scope] = id
    return id
  }

  func make(_ account: String, _ name: String) throws -> Int64 {
    if let id = try find(account, name) { return id }
    let statement = try database.cachedStatement(
      sql: "INSERT INTO scopes (account, name) VALUES (?, ?)")
    try statement.execute(arguments: [account, name])
    let id = database.lastInsertedRowID
    made[Scope(account: account, name: name)] = id
    return id
  }
}
