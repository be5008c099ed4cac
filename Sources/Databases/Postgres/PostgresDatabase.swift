import CPostgres

/// A database of a PostgreSQL server.
package final class PostgresDatabase: Database {
  private let library: CPostgresFunctions
  private var connection: OpaquePointer?
  private var copiedTable: String?

  package let dialect = SQLDialect.postgres

  /// Connects to a server.
  /// - Parameter url: the address, as libpq takes it; what it leaves out comes from the environment
  ///   and from `~/.pgpass`.
  /// - Throws: `DatabaseProblem` if the library is missing, or the server refuses.
  package init(url: String) throws(DatabaseProblem) {
    if let problem = PostgresAddress.problem(with: url) {
      throw DatabaseProblem(.definition, problem)
    }
    library = try PostgresLibrary.functions()
    connection = Self.connect(
      [("dbname", url), ("fallback_application_name", "pinstripe"), ("client_encoding", "UTF8")],
      library)
    guard let connection, library.status(connection) == 0 else {
      let text = library.errorMessage(connection).map { String(cString: $0) } ?? ""
      library.finish(connection)
      connection = nil
      throw PostgresProblem.connecting(text)
    }
    try execute("SET client_min_messages = error")
    try execute("SET TimeZone = 'UTC'")
  }

  private static func connect(
    _ options: [(String, String)], _ library: CPostgresFunctions
  ) -> OpaquePointer? {
    CStrings.with(options.map(\.0) + [nil]) { names in
      CStrings.with(options.map(\.1) + [nil]) { library.connectdbParams(names, $0, 1) }
    }
  }

  deinit { close() }

  package func close() {
    guard let open = connection else { return }
    connection = nil
    library.finish(open)
  }

  package func execute(_ sql: String, _ values: [Cell]) throws(DatabaseProblem) -> Int {
    let result = try run(sql, values)
    defer { library.clear(result) }
    return Int(String(cString: library.cmdTuples(result))) ?? 0
  }

  package func rows(_ sql: String, _ values: [Cell]) throws(DatabaseProblem) -> [[String?]] {
    let result = try run(sql, values)
    defer { library.clear(result) }
    let fields = library.nfields(result)
    return (0..<library.ntuples(result)).map { row in
      (0..<fields).map { field in
        library.getisnull(result, row, field) == 1
          ? nil : String(cString: library.getvalue(result, row, field))
      }
    }
  }

  package func columns(of table: String) throws(DatabaseProblem) -> [ExistingColumn]? {
    let kinds = try rows(
      "SELECT relkind FROM pg_class WHERE oid = to_regclass($1)",
      [.text(SQLDialect.quoted(table))])
    guard let kind = kinds.first?[0] else { return nil }
    guard kind == "r" || kind == "p" else {
      throw DatabaseProblem(.definition, "`\(table)` is a view or an index, not a table")
    }
    return try rows(
      """
      SELECT attname, format_type(atttypid, NULL) FROM pg_attribute
        WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum
      """, [.text(SQLDialect.quoted(table))]
    ).map { ExistingColumn($0[0] ?? "", $0[1] ?? "") }
  }

  package func isUnique(_ column: String, in table: String) throws(DatabaseProblem) -> Bool {
    try !rows(
      """
      SELECT 1 FROM pg_index AS i JOIN pg_attribute AS a
        ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indrelid = to_regclass($1) AND i.indisunique AND i.indnkeyatts = 1
          AND i.indpred IS NULL AND i.indexprs IS NULL AND i.indimmediate AND a.attname = $2
      """, [.text(SQLDialect.quoted(table)), .text(column)]
    ).isEmpty
  }

  package func transaction(
    _ work: () throws(DatabaseProblem) -> Void
  ) throws(DatabaseProblem) {
    try execute("BEGIN")
    do {
      try work()
      try execute("COMMIT")
    } catch {
      _ = try? execute("ROLLBACK")
      // The temporary table may have been part of the transaction.
      copiedTable = nil
      throw error
    }
  }

  package func append(
    _ rows: [[Cell]], to staging: String, of table: TableDefinition
  ) throws(DatabaseProblem) {
    guard table.hasKey else { return try copy(rows, to: staging, of: table) }
    // COPY cannot replace rows, so they go through a table of the connection.
    let passing = "\(TableDefinition.reservedPrefix)batch"
    if copiedTable != staging {
      try execute("DROP TABLE IF EXISTS pg_temp.\(passing)")
      try execute(
        "CREATE TEMPORARY TABLE \(passing) (LIKE \(SQLDialect.quoted(staging)))"
          + " ON COMMIT DELETE ROWS")
      copiedTable = staging
    }
    try copy(rows, to: passing, of: table)
    let names = table.columns.map { SQLDialect.quoted($0.name) }
    let changing = names.filter { $0 != SQLDialect.quoted(TableDefinition.key) }
    let assignments = changing.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    let list = names.joined(separator: ", ")
    try execute(
      "INSERT INTO \(SQLDialect.quoted(staging)) (\(list)) SELECT \(list) FROM pg_temp.\(passing)"
        + " ON CONFLICT (\(TableDefinition.key)) DO "
        + (changing.isEmpty ? "NOTHING" : "UPDATE SET \(assignments)"))
  }

  private func copy(
    _ rows: [[Cell]], to name: String, of table: TableDefinition
  ) throws(DatabaseProblem) {
    let names = table.columns.map { SQLDialect.quoted($0.name) }.joined(separator: ", ")
    let text = try CopyText(rows, of: table)
    library.clear(try run("COPY \(SQLDialect.quoted(name)) (\(names)) FROM STDIN", []))
    guard let connection else { throw PostgresProblem.closed }
    let sent = text.bytes.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { bytes in
        bytes.baseAddress.map { library.putCopyData(connection, $0, Int32(bytes.count)) } ?? 1
      }
    }
    guard sent == 1, library.putCopyEnd(connection, nil) == 1 else { throw lastProblem() }
    let result = library.getResult(connection)
    defer {
      library.clear(result)
      // The connection is free for the next statement after a result that is null.
      while let rest = library.getResult(connection) { library.clear(rest) }
    }
    if let problem = problem(of: result) { throw problem }
  }

  /// Runs a statement, and returns its result, which the caller clears.
  private func run(_ sql: String, _ values: [Cell]) throws(DatabaseProblem) -> OpaquePointer {
    guard let connection else { throw PostgresProblem.closed }
    let result = CStrings.with(values.map(\.text)) { texts in
      library.execParams(connection, sql, Int32(values.count), nil, texts, nil, nil, 0)
    }
    if let problem = problem(of: result) {
      library.clear(result)
      throw problem
    }
    guard let result else { throw lastProblem() }
    return result
  }

  /// Returns the problem that a result reports; nil if there is none.
  private func problem(of result: OpaquePointer?) -> DatabaseProblem? {
    guard let result else { return lastProblem() }
    let fine = [CPostgresCommandDone, CPostgresRows, CPostgresCopyIn].map(Int32.init)
    guard !fine.contains(library.resultStatus(result)) else { return nil }
    let state = library.resultErrorField(result, Int32(CPostgresSQLState))
      .map { String(cString: $0) }
    let text = library.resultErrorMessage(result).map { String(cString: $0) } ?? ""
    return PostgresProblem.reported(text, state: state)
  }

  private func lastProblem() -> DatabaseProblem {
    let text = library.errorMessage(connection).map { String(cString: $0) } ?? ""
    return PostgresProblem.reported(text, state: nil)
  }
}
