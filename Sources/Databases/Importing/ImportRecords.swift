/// The records that imports keep in the database: of runs that have begun, and of the times up to
/// which tables are complete.
extension TableImport {
  private var runs: String { SQLDialect.quoted(StagingNames.runs) }
  private var cursors: String { SQLDialect.quoted(StagingNames.cursors) }

  func createRecords() throws(DatabaseProblem) {
    try database.execute(
      """
      CREATE TABLE IF NOT EXISTS \(runs) (
        table_name text PRIMARY KEY, fingerprint text NOT NULL, account text NOT NULL,
        began bigint NOT NULL, position bigint, token text NOT NULL)
      """)
    try database.execute(
      """
      CREATE TABLE IF NOT EXISTS \(cursors) (
        table_name text PRIMARY KEY, fingerprint text NOT NULL, account text NOT NULL,
        began bigint NOT NULL, has_key bigint NOT NULL)
      """)
  }

  /// Makes this run the one that writes to the table, and returns where it begins.
  func takeOver() throws(DatabaseProblem) -> ImportStart {
    let start = try startAfterEarlierRun()
    try database.execute(
      "DELETE FROM \(runs) WHERE table_name = \(dialect.parameter(1))", [.text(table.name)])
    var position = Cell.null
    if case .resumed(_, let seconds) = start { position = .integer(seconds) }
    try database.execute(
      "INSERT INTO \(runs) (table_name, fingerprint, account, began, position, token)"
        + " VALUES (\(dialect.parameters(6)))",
      [
        .text(table.name), .text(run.fingerprint), .text(run.account), .integer(run.began),
        position, .text(run.token),
      ])
    return start
  }

  private func startAfterEarlierRun() throws(DatabaseProblem) -> ImportStart {
    let found = try database.rows(
      "SELECT fingerprint, account, began, position FROM \(runs)"
        + " WHERE table_name = \(dialect.parameter(1))", [.text(table.name)])
    guard let earlier = found.first, try database.columns(of: names.rows) != nil else {
      return .fresh
    }
    let rows = try database.number("SELECT count(*) FROM \(SQLDialect.quoted(names.rows))")
    guard rows > 0 else { return .fresh }
    guard earlier[0] == run.fingerprint, earlier[1] == run.account else {
      return .restarted(droppedRows: rows, .otherStatement)
    }
    guard run.isResumable, let position = earlier[3].flatMap({ Int($0) }),
      let began = earlier[2].flatMap({ Int($0) })
    else { return .restarted(droppedRows: rows, .order) }
    // What was created after the first beginning is not among the waiting rows.
    run.began = began
    return .resumed(rows: rows, position: position)
  }

  /// Records how far the run has come.
  /// - Parameter position: the time from which on rows are missing; nil if it is not known.
  /// - Throws: `DatabaseProblem` if another run has taken over.
  func recordProgress(_ position: Int?) throws(DatabaseProblem) {
    let changed = try database.execute(
      "UPDATE \(runs) SET position = \(dialect.parameter(1))"
        + " WHERE table_name = \(dialect.parameter(2)) AND token = \(dialect.parameter(3))",
      [position.map(Cell.integer) ?? .null, .text(table.name), .text(run.token)])
    guard changed == 1 else {
      throw DatabaseProblem(
        .locked, "another run of pinstripe has taken over the table `\(table.name)`")
    }
  }

  /// Returns the time up to which the table is complete; nil if it has never been filled.
  /// - Throws: `DatabaseProblem` if the database reports an error.
  package func cursor() throws(DatabaseProblem) -> ImportCursor? {
    guard try database.columns(of: StagingNames.cursors) != nil,
      try database.columns(of: table.name) != nil
    else { return nil }
    let found = try database.rows(
      "SELECT fingerprint, account, began FROM \(cursors)"
        + " WHERE table_name = \(dialect.parameter(1))", [.text(table.name)])
    guard let row = found.first, let fingerprint = row[0], let account = row[1],
      let began = row[2].flatMap({ Int($0) })
    else { return nil }
    return ImportCursor(fingerprint: fingerprint, account: account, began: began)
  }

  /// Records that the table is complete, and forgets the run.
  func keepCursor() throws(DatabaseProblem) {
    let name = Cell.text(table.name)
    for records in [cursors, runs] {
      try database.execute(
        "DELETE FROM \(records) WHERE table_name = \(dialect.parameter(1))", [name])
    }
    try database.execute(
      "INSERT INTO \(cursors) (table_name, fingerprint, account, began, has_key)"
        + " VALUES (\(dialect.parameters(5)))",
      [
        name, .text(run.fingerprint), .text(run.account), .integer(run.began),
        .integer(table.hasKey ? 1 : 0),
      ])
    try database.execute("DROP TABLE \(SQLDialect.quoted(names.rows))")
  }

  func createStaging() throws(DatabaseProblem) {
    let name = SQLDialect.quoted(names.rows)
    try database.execute("DROP TABLE IF EXISTS \(name)")
    try database.execute(table.creation(as: names.rows, in: dialect))
  }

  /// Returns true if the rows of the table were written by pinstripe and have no ids.
  func isOwnTableWithoutKey() throws(DatabaseProblem) -> Bool {
    guard try database.columns(of: StagingNames.cursors) != nil else { return false }
    return try database.number(
      "SELECT count(*) FROM \(cursors) WHERE has_key = 0 AND table_name = \(dialect.parameter(1))",
      [.text(table.name)]) > 0
  }
}

extension TableDefinition {
  /// Returns the statement that creates the table under a name.
  func creation(as name: String, in dialect: SQLDialect) -> String {
    let parts = columns.map { column in
      let isKey = hasKey && column.name == Self.key
      return "\(SQLDialect.quoted(column.name)) \(dialect.type(of: column.kind))"
        + (isKey ? " NOT NULL PRIMARY KEY" : "")
    }
    return "CREATE TABLE \(SQLDialect.quoted(name)) (\(parts.joined(separator: ", ")))"
  }
}
