import GRDB

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The objects of one account by type and id.
package struct ObjectTable {
  let database: Database
  let scopes: ScopeTable
  let account: String

  var filters: FilterIndex {
    FilterIndex(database: database, scopes: scopes, account: account)
  }

  var searches: SearchIndex {
    SearchIndex(database: database, scopes: scopes, account: account)
  }

  /// What is known of a stored object without its body.
  package struct Entry: Sendable {
    /// The place in the lists of the type.
    package let place: ListPlace
    /// The id of the object that it is listed under.
    package let parent: String?
    /// The values that filters and search test.
    package let fields: IndexedFields
  }

  /// Which of an object's two bodies is meant.
  package enum Extent: Sendable {
    /// Without the fields that are shown on request only.
    case shown
    case complete
  }

  /// The bytes of an object, nil where there is none.
  ///
  /// - Throws: The database's error.
  package func body(_ type: String, _ id: String, _ extent: Extent) throws -> [UInt8]? {
    guard let scope = try scopes.find(account, type) else { return nil }
    let column = extent == .shown ? "body" : StoreSchema.wholeBody
    let statement = try database.cachedStatement(
      sql: "SELECT \(column) FROM bodies JOIN objects USING (seq) WHERE scope = ? AND id = ?")
    let rows = try Row.fetchCursor(statement, arguments: [scope, id])
    guard let row = try rows.next() else { return nil }
    return try row.withUnsafeData(atIndex: 0) { $0.map(Array.init) }
  }

  /// Returns a stored object without its body, nil if there is none.
  ///
  /// - Throws: The database's error.
  package func entry(_ type: String, _ id: String) throws -> Entry? {
    guard let scope = try scopes.find(account, type) else { return nil }
    let statement = try database.cachedStatement(
      sql: "SELECT sort_key, seq, parent, fields FROM objects WHERE scope = ? AND id = ?")
    let rows = try Row.fetchCursor(statement, arguments: [scope, id])
    guard let row = try rows.next() else { return nil }
    let fields = try row.withUnsafeData(atIndex: 3) {
      IndexedFields(bytes: $0.map(Array.init) ?? [])
    }
    return Entry(
      place: ListPlace(sortKey: row[0], seq: row[1]), parent: row[2], fields: fields)
  }

  /// Stores a new object. Whether its id is taken is for the database to find out, which then
  /// refuses.
  ///
  /// - Throws: The database's error.
  @discardableResult
  package func insert(_ row: ObjectRow) throws -> Int64 {
    let objects = try database.cachedStatement(
      sql: "INSERT INTO objects (scope, id, parent, sort_key, fields) VALUES (?, ?, ?, ?, ?)")
    try objects.execute(
      arguments: [
        scopes.make(account, row.type), row.id, row.parent, row.sortKey, Data(row.fields.bytes),
      ])
    let seq = database.lastInsertedRowID
    let bodies = try database.cachedStatement(sql: "INSERT INTO bodies (seq, body) VALUES (?, ?)")
    try bodies.execute(arguments: [seq, Data(row.body.shown)])
    if let whole = row.body.whole { try keepWhole(whole, seq: seq) }
    let place = ListPlace(sortKey: row.sortKey, seq: seq)
    try filters.add(row.entries, at: place)
    if let schema = row.schema { try searches.add(row.fields, schema, at: place) }
    return seq
  }

  /// Stores the next version of an object; its place in lists stays.
  ///
  /// - Parameter before: the index entries of the version that is stored.
  /// - Throws: The database's error.
  package func rewrite(_ old: Entry, as row: ObjectRow, before: Set<IndexEntry>) throws {
    let seq = old.place.seq
    try keepForRepeats(seq)
    let bodies = try database.cachedStatement(sql: "UPDATE bodies SET body = ? WHERE seq = ?")
    try bodies.execute(arguments: [Data(row.body.shown), seq])
    if let whole = row.body.whole {
      try keepWhole(whole, seq: seq)
    } else {
      try dropWhole(seq: seq)
    }
    guard row.fields != old.fields || row.parent != old.parent else { return }
    let objects = try database.cachedStatement(
      sql: "UPDATE objects SET fields = ?, parent = ? WHERE seq = ?")
    try objects.execute(arguments: [Data(row.fields.bytes), row.parent, seq])
    try filters.remove(before.subtracting(row.entries), at: old.place)
    try filters.add(row.entries.subtracting(before), at: old.place)
    if let schema = row.schema {
      try searches.change(old.fields, to: row.fields, schema, at: old.place)
    }
  }

  /// Removes an object and its index entries.
  ///
  /// - Parameter stub: what is left to say of it, nil for nothing.
  /// - Throws: The database's error.
  package func remove(
    _ old: Entry, _ type: String, _ id: String, entries: Set<IndexEntry>, schema: SearchSchema?,
    stub: [UInt8]?
  ) throws {
    let seq = old.place.seq
    try keepForRepeats(seq)
    try filters.remove(entries, at: old.place)
    if let schema { try searches.remove(old.fields, schema, at: old.place) }
    for table in Self.rowTables {
      let statement = try database.cachedStatement(sql: "DELETE FROM \(table) WHERE seq = ?")
      try statement.execute(arguments: [seq])
    }
    guard let stub else { return }
    let statement = try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO stubs (scope, id, body) VALUES (?, ?, ?)")
    try statement.execute(arguments: [scopes.make(account, type), id, Data(stub)])
  }

  /// Returns the stub of a deleted object.
  ///
  /// - Throws: The database's error.
  package func stub(_ type: String, _ id: String) throws -> [UInt8]? {
    guard let scope = try scopes.find(account, type) else { return nil }
    let statement = try database.cachedStatement(
      sql: "SELECT body FROM stubs WHERE scope = ? AND id = ?")
    return try Data.fetchOne(statement, arguments: [scope, id]).map(Array.init)
  }

  /// The tables with a row for each object.
  static let rowTables = ["bodies", "whole_bodies", "objects"]

  /// A repeated request is answered as the first one was, whatever became of the object since.
  static let keepingForRepeats = """
    UPDATE replies SET seq = NULL, body = (SELECT body FROM bodies WHERE bodies.seq = replies.seq)
    WHERE seq
    """

  private func keepForRepeats(_ seq: Int64) throws {
    try database.cachedStatement(sql: "\(Self.keepingForRepeats) = ?").execute(arguments: [seq])
  }

  private func keepWhole(_ body: [UInt8], seq: Int64) throws {
    let statement = try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO whole_bodies (seq, body) VALUES (?, ?)")
    try statement.execute(arguments: [seq, Data(body)])
  }

  private func dropWhole(seq: Int64) throws {
    let statement = try database.cachedStatement(sql: "DELETE FROM whole_bodies WHERE seq = ?")
    try statement.execute(arguments: [seq])
  }
}

extension ObjectTable {
  /// The highest row number so far: what comes after belongs to what is made next.
  ///
  /// - Throws: The database's error.
  package func lastSeq() throws -> Int64 {
    try Int64.fetchOne(database, sql: "SELECT max(seq) FROM objects") ?? 0
  }

  /// The objects that were added after a row number, in order.
  ///
  /// - Throws: The database's error.
  package func rows(after last: Int64) throws -> [ObjectRow] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT scopes.name, objects.id, parent, sort_key, fields, bodies.body, whole_bodies.body
        FROM objects JOIN bodies USING (seq) LEFT JOIN whole_bodies USING (seq)
        JOIN scopes ON scopes.id = scope
        WHERE seq > ? AND account = ? ORDER BY seq
        """, arguments: [last, account])
    return try rows.map { row in
      ObjectRow(
        type: row[0], id: row[1], parent: row[2], sortKey: row[3],
        fields: IndexedFields(
          bytes: try row.withUnsafeData(atIndex: 4) { $0.map(Array.init) ?? [] }),
        entries: [], schema: nil,
        body: StoredBody(
          shown: try row.withUnsafeData(atIndex: 5) { $0.map(Array.init) ?? [] },
          whole: try row.withUnsafeData(atIndex: 6) { $0.map(Array.init) }))
    }
  }
}
