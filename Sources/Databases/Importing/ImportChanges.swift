/// The objects that have changed since the last run, by their ids.
extension TableImport {
  private var changes: String { SQLDialect.quoted(StagingNames.changes) }

  /// Creates an empty set of ids.
  /// - Throws: `DatabaseProblem` if the database reports an error.
  package func prepareChanges() throws(DatabaseProblem) {
    try database.execute(
      "CREATE TEMPORARY TABLE IF NOT EXISTS \(changes) (id text NOT NULL PRIMARY KEY)")
    try database.execute("DELETE FROM \(changes)")
    hasChanges = true
  }

  /// Adds ids to the set.
  /// - Throws: `DatabaseProblem` if the database reports an error.
  package func noteChanges(_ ids: [String]) throws(DatabaseProblem) {
    guard !ids.isEmpty else { return }
    try database.transaction { () throws(DatabaseProblem) in
      for id in ids {
        try database.execute(
          "INSERT INTO \(changes) (id) VALUES (\(dialect.parameter(1))) ON CONFLICT DO NOTHING",
          [.text(id)])
      }
    }
  }

  /// Returns the next ids of the set that are not among the waiting rows, in their order.
  /// - Parameters:
  ///   - last: the last id that was returned before; empty at first.
  ///   - count: the maximum number of ids.
  /// - Throws: `DatabaseProblem` if the database reports an error.
  package func changes(after last: String, count: Int) throws(DatabaseProblem) -> [String] {
    let staging = SQLDialect.quoted(names.rows)
    return try database.rows(
      "SELECT c.id FROM \(changes) AS c WHERE c.id > \(dialect.parameter(1)) AND NOT EXISTS"
        + " (SELECT 1 FROM \(staging) AS s WHERE s.id = c.id) ORDER BY c.id LIMIT \(count)",
      [.text(last)]
    ).compactMap { $0[0] }
  }
}

extension TableMerge {
  /// Deletes the rows of objects that have changed and are not among the waiting rows: they are
  /// deleted, or no longer match.
  func deleteChanged() throws(DatabaseProblem) -> Int {
    try database.execute(
      "DELETE FROM \(target) WHERE \(key) IN"
        + " (SELECT id FROM \(SQLDialect.quoted(StagingNames.changes))) AND NOT EXISTS"
        + " (SELECT 1 FROM \(staging) AS s WHERE s.id = \(target).\(key))")
  }
}
