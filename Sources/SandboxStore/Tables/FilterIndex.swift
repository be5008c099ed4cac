import GRDB

/// The index of list filters: the places of the objects that have a value.
struct FilterIndex {
  let database: Database
  let scopes: ScopeTable
  let account: String

  func add(_ entries: Set<IndexEntry>, at place: ListPlace) throws {
    var rest = entries[...]
    while !rest.isEmpty {
      try insert(rest.prefix(Self.rowsAtOnce), at: place)
      rest = rest.dropFirst(Self.rowsAtOnce)
    }
  }

  /// One statement for several rows: to run one costs far more than a row of it.
  private func insert(_ entries: Slice<Set<IndexEntry>>, at place: ListPlace) throws {
    var arguments: StatementArguments = [place.sortKey, place.seq]
    for entry in entries {
      arguments += [try scopes.make(account, entry.name), entry.value]
    }
    let statement = try database.cachedStatement(sql: Self.insertions[entries.count])
    try statement.execute(arguments: arguments)
  }

  private static let rowsAtOnce = 16

  /// The statements that add a number of rows.
  private static let insertions = (0...rowsAtOnce).map { count in
    let rows = (0..<count).map { "(?\(2 * $0 + 3), ?\(2 * $0 + 4), ?1, ?2)" }
    return """
      INSERT OR IGNORE INTO filters (scope, value, sort_key, seq)
      VALUES \(rows.joined(separator: ", "))
      """
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
