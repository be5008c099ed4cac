import GRDB

/// Objects that are kept for a while only.
extension ObjectTable {
  /// An object that has outlived its time.
  package struct Outlived: Sendable {
    /// The id of the object.
    package let id: String
    /// The object without its body.
    package let entry: Entry
  }

  /// The oldest objects of a type whose sort key is lower than a bound.
  ///
  /// - Throws: The database's error.
  package func outlived(_ type: String, before bound: Int, limit: Int) throws -> [Outlived] {
    guard let scope = try scopes.find(account, type) else { return [] }
    let statement = try database.cachedStatement(
      sql: """
        SELECT sort_key, seq, parent, fields, id FROM objects WHERE scope = ? AND sort_key < ?
        ORDER BY sort_key, seq LIMIT ?
        """)
    return try Row.fetchAll(statement, arguments: [scope, bound, limit]).map { row in
      let fields = try row.withUnsafeData(atIndex: 3) {
        IndexedFields(bytes: $0.map(Array.init) ?? [])
      }
      return Outlived(
        id: row[4],
        entry: Entry(
          place: ListPlace(sortKey: row[0], seq: row[1]), parent: row[2], fields: fields))
    }
  }

  /// Removes objects and their index entries, of which nothing is left to say: one statement for
  /// the rows of a table.
  ///
  /// - Throws: The database's error.
  package func remove(
    _ old: [Outlived], entries: (IndexedFields) -> Set<IndexEntry>, schema: SearchSchema?
  ) throws {
    guard !old.isEmpty else { return }
    for object in old {
      let entry = object.entry
      try filters.remove(entries(entry.fields), at: entry.place)
      if let schema { try searches.remove(entry.fields, schema, at: entry.place) }
    }
    let rows = StatementArguments(old.map(\.entry.place.seq))
    let places = old.map { _ in "?" }.joined(separator: ", ")
    try database.cachedStatement(sql: "\(Self.keepingForRepeats) IN (\(places))")
      .execute(arguments: rows)
    for table in Self.rowTables {
      try database.cachedStatement(sql: "DELETE FROM \(table) WHERE seq IN (\(places))")
        .execute(arguments: rows)
    }
  }
}
