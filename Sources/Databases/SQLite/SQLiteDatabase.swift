import GRDB

/// A database in a file of SQLite.
package final class SQLiteDatabase: Database {
  private let queue: DatabaseQueue
  private let path: String

  package let dialect = SQLDialect.sqlite

  /// Opens the file, and creates it if there is none.
  /// - Throws: `DatabaseProblem` if it is not a database, or cannot be written.
  package init(path: String) throws(DatabaseProblem) {
    self.path = path
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      // Only a read shows whether the file is a database.
      _ = try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
    } catch {
      throw SQLiteProblem(path: path).problem(error)
    }
  }

  package func execute(_ sql: String, _ values: [Cell]) throws(DatabaseProblem) -> Int {
    try attempt {
      try self.queue.unsafeReentrantWrite { database in
        try database.execute(sql: sql, arguments: StatementArguments(values.map(\.value)))
        return database.changesCount
      }
    }
  }

  package func rows(_ sql: String, _ values: [Cell]) throws(DatabaseProblem) -> [[String?]] {
    try attempt {
      try self.queue.unsafeReentrantRead { database in
        try Row.fetchAll(database, sql: sql, arguments: StatementArguments(values.map(\.value)))
          .map { row in row.databaseValues.map(\.text) }
      }
    }
  }

  package func columns(of table: String) throws(DatabaseProblem) -> [ExistingColumn]? {
    let kinds = try rows(
      "SELECT type FROM sqlite_master WHERE lower(name) = lower(?1)"
        + " AND type IN ('table', 'view')"
        + " UNION ALL SELECT type FROM sqlite_temp_master WHERE lower(name) = lower(?1)",
      [.text(table)])
    guard let kind = kinds.first?[0] else { return nil }
    guard kind == "table" else {
      throw DatabaseProblem(.definition, "`\(table)` is a \(kind), not a table")
    }
    return try rows("SELECT name, type FROM pragma_table_info(?1)", [.text(table)]).map {
      ExistingColumn($0[0] ?? "", $0[1] ?? "")
    }
  }

  package func isUnique(_ column: String, in table: String) throws(DatabaseProblem) -> Bool {
    let keys = try rows(
      "SELECT lower(name) FROM pragma_table_info(?1) WHERE pk > 0", [.text(table)])
    if keys.count == 1, keys[0][0] == column { return true }
    return try !rows(
      """
      SELECT 1 FROM pragma_index_list(?1) AS i WHERE i."unique" = 1 AND i.partial = 0
        AND (SELECT count(*) FROM pragma_index_info(i.name)) = 1
        AND (SELECT lower(name) FROM pragma_index_info(i.name)) = ?2
      """, [.text(table), .text(column)]
    ).isEmpty
  }

  package func append(
    _ rows: [[Cell]], to staging: String, of table: TableDefinition
  ) throws(DatabaseProblem) {
    let names = table.columns.map { SQLDialect.quoted($0.name) }.joined(separator: ", ")
    let verb = table.hasKey ? "INSERT OR REPLACE" : "INSERT"
    let sql =
      "\(verb) INTO \(SQLDialect.quoted(staging)) (\(names))"
      + " VALUES (\(dialect.parameters(table.columns.count)))"
    try attempt {
      try self.queue.unsafeReentrantWrite { database in
        let statement = try database.cachedStatement(sql: sql)
        for row in rows {
          try statement.execute(arguments: StatementArguments(row.map(\.value)))
        }
      }
    }
  }

  package func transaction(
    _ work: () throws(DatabaseProblem) -> Void
  ) throws(DatabaseProblem) {
    try attempt {
      try self.queue.unsafeReentrantWrite { database in
        try database.inTransaction(.immediate) {
          try work()
          return .commit
        }
      }
    }
  }

  package func close() { try? queue.close() }

  private func attempt<Value>(_ work: () throws -> Value) throws(DatabaseProblem) -> Value {
    do {
      return try work()
    } catch let problem as DatabaseProblem {
      throw problem
    } catch {
      throw SQLiteProblem(path: path).problem(error)
    }
  }
}

extension DatabaseValue {
  /// The value as a text; nil for null and for bytes.
  fileprivate var text: String? {
    switch storage {
    case .null, .blob: nil
    case .int64(let number): String(number)
    case .double(let number): String(number)
    case .string(let text): text
    }
  }
}

extension Cell {
  fileprivate var value: (any DatabaseValueConvertible)? {
    switch self {
    case .null: nil
    case .integer(let number): number
    case .boolean(let truth): truth
    case .text, .time: text
    }
  }
}
