import GRDB

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Makes all indexes of a file anew where they were made by other rules than those in use.
package struct Reindexing: Sendable {
  /// A stored object whose index entries are to be made.
  package struct Source: Sendable {
    package let type: String
    package let parent: String?
    package let body: [UInt8]
  }

  /// What the indexes are made from.
  package struct Entries: Sendable {
    package let fields: IndexedFields
    package let entries: Set<IndexEntry>
    package let schema: SearchSchema?

    package init(fields: IndexedFields, entries: Set<IndexEntry>, schema: SearchSchema?) {
      self.fields = fields
      self.entries = entries
      self.schema = schema
    }
  }

  /// The name of the rules; files with another are indexed anew.
  private let rules: String
  /// Nil for an object of which nothing is known any more.
  private let entries: @Sendable (Source) throws -> Entries?

  package init(
    rules: String, entries: @escaping @Sendable (Source) throws -> Entries?
  ) {
    self.rules = rules
    self.entries = entries
  }

  private static let batch = 500

  /// Returns true if the indexes are as the rules have them.
  func isDone(_ database: Database) throws -> Bool {
    let row = try Row.fetchOne(database, sql: "SELECT rules, next_seq FROM index_state")
    return row.map { $0[0] == rules && ($0[1] as Int64?) == nil } ?? false
  }

  /// Indexes some objects.
  func advance(_ database: Database, _ cache: ScopeCache) throws -> [Scope: Int64] {
    let row = try Row.fetchOne(database, sql: "SELECT rules, next_seq FROM index_state")
    if row == nil || row?[0] != rules { try begin(database) }
    let next: Int64 = row?[0] == rules ? row?[1] ?? .max : 0
    let scopes = ScopeTable(database, cache)
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT seq, account, name, parent, sort_key, \(StoreSchema.wholeBody) FROM objects
        JOIN bodies USING (seq) JOIN scopes ON scopes.id = scope
        WHERE seq >= ? ORDER BY seq LIMIT \(Self.batch)
        """, arguments: [next])
    for row in rows { try index(row, database, scopes) }
    try SearchIndex.takeOver(database, moreThan: SearchIndex.waiting)
    let last: Int64? = rows.count < Self.batch ? nil : rows.last?[0]
    try database.execute(
      sql: "UPDATE index_state SET next_seq = ?", arguments: [last.map { $0 + 1 }])
    return scopes.made
  }

  private func begin(_ database: Database) throws {
    try database.execute(
      sql: """
        DELETE FROM filters; DELETE FROM search_changes; DELETE FROM index_state;
        INSERT INTO search (search) VALUES ('delete-all')
        """)
    try database.execute(
      sql: "INSERT INTO index_state (rules, next_seq) VALUES (?, 0)", arguments: [rules])
  }

  private func index(_ row: Row, _ database: Database, _ scopes: ScopeTable) throws {
    let body: Data = row[5]
    let source = Source(type: row[2], parent: row[3], body: Array(body))
    guard let made = try entries(source) else { return }
    let objects = ObjectTable(database: database, scopes: scopes, account: row[1])
    let place = ListPlace(sortKey: row[4], seq: row[0])
    let statement = try database.cachedStatement(sql: "UPDATE objects SET fields = ? WHERE seq = ?")
    try statement.execute(arguments: [Data(made.fields.bytes), place.seq])
    try objects.filters.add(made.entries, at: place)
    if let schema = made.schema { try objects.searches.add(made.fields, schema, at: place) }
  }
}

extension ObjectStore {
  /// Brings the indexes to the rules in use, in steps between which others get their turn.
  ///
  /// - Throws: `StoreError.removed`, or GRDB's `DatabaseError`.
  package func reindex(_ reindexing: Reindexing) throws {
    while try !readBlocking(reindexing.isDone) {
      try step { try reindexing.advance($0, $1) }
    }
  }
}
