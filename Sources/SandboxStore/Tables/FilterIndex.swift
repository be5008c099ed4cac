import GRDB

/// The index of list filters: the places of the objects that have a value.
struct FilterIndex {
  let database: Database
  let scopes: ScopeTable
  let account: String

  func add(_ entries: Set<IndexEntry>, at place: ListPlace) throws {
    let statement = try database.cachedStatement(
      sql: "INSERT OR IGNORE INTO filters (scope, value, sort_key, seq) VALUES (?, ?, ?, ?)")
    for entry in entries {
      let scope = try scopes.make(account, entry.name)
      try statement.execute(arguments: [scope, entry.value, place.sortKey, place.seq])
    }
  }

  func remove(_ entries: Set<IndexEntry>, at place: ListPlace) throws {
    let statement = try database.cachedStatement(
      sql: "DELETE FROM filters WHERE scope = ? AND value = ? AND sort_key = ? AND seq = ?")
    for entry in entries {
      guard let scope = try scopes.find(account, entry.name) else { continue }
      try statement.execute(arguments: [scope, entry.value, place.sortKey, place.seq])
    }
  }
}
