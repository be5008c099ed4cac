/// Moves waiting rows into their table.
struct TableMerge {
  let database: any Database
  let table: TableDefinition
  /// True if rows without ids replace those that the table has.
  let replaces: Bool
  /// True if the ids of changed objects were collected.
  let hasChanges: Bool

  var target: String { SQLDialect.quoted(table.name) }
  var staging: String { SQLDialect.quoted(StagingNames(table: table.name).rows) }
  var key: String { SQLDialect.quoted(TableDefinition.key) }
  private var columnNames: [String] { table.columns.map { SQLDialect.quoted($0.name) } }

  /// Moves the rows, and returns what changed.
  /// - Throws: `DatabaseProblem` if the database reports an error.
  func run() throws(DatabaseProblem) -> ImportSummary {
    try prepareTarget()
    return table.hasKey ? try mergeByKey() : try replaceRows()
  }

  /// Creates the table, or adds the columns that it lacks.
  private func prepareTarget() throws(DatabaseProblem) {
    let dialect = database.dialect
    guard let existing = try database.columns(of: table.name) else {
      try database.execute(table.creation(as: table.name, in: dialect))
      return
    }
    let names = Set(existing.map { dialect.folded($0.name) })
    for column in table.columns where !names.contains(dialect.folded(column.name)) {
      try database.execute(
        "ALTER TABLE \(target) ADD COLUMN \(SQLDialect.quoted(column.name)) "
          + dialect.type(of: column.kind))
    }
  }

  private func replaceRows() throws(DatabaseProblem) -> ImportSummary {
    var summary = ImportSummary()
    if replaces { summary.deleted = try database.execute("DELETE FROM \(target)") }
    summary.inserted = try database.execute(insertion)
    return summary
  }

  private func mergeByKey() throws(DatabaseProblem) -> ImportSummary {
    let all = try database.number("SELECT count(*) FROM \(staging)")
    let known = try database.number(
      "SELECT count(*) FROM \(staging) AS s WHERE EXISTS"
        + " (SELECT 1 FROM \(target) AS t WHERE t.\(key) = s.\(key))")
    let written = try database.execute(
      insertion + " WHERE true ON CONFLICT (\(key)) " + resolution)
    var summary = ImportSummary()
    summary.inserted = all - known
    summary.updated = written - summary.inserted
    summary.unchanged = all - written
    if hasChanges { summary.deleted = try deleteChanged() }
    return summary
  }

  private var insertion: String {
    let names = columnNames.joined(separator: ", ")
    return "INSERT INTO \(target) AS target (\(names)) SELECT \(names) FROM \(staging)"
  }

  /// The part of the statement that replaces a row whose values differ.
  private var resolution: String {
    let changing = columnNames.filter { $0 != key }
    guard !changing.isEmpty else { return "DO NOTHING" }
    let assignments = changing.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    let differences = changing.map {
      "target.\($0) \(database.dialect.differs) excluded.\($0)"
    }
    return "DO UPDATE SET \(assignments) WHERE \(differences.joined(separator: " OR "))"
  }
}
