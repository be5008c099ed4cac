/// The comparison of a table of the database with the rows for it.
extension TableImport {
  /// Checks that the rows fit the table, if it exists.
  /// - Throws: `DatabaseProblem` that names the column which does not fit.
  func checkTable() throws(DatabaseProblem) {
    if let problem = table.problem(in: dialect) { throw DatabaseProblem(.definition, problem) }
    guard let existing = try database.columns(of: table.name) else { return }
    try checkColumns(existing)
    if table.hasKey {
      guard try database.isUnique(TableDefinition.key, in: table.name) else {
        throw DatabaseProblem(
          .definition,
          "the table `\(table.name)` has no primary key or unique index on `id`, which replaces "
            + "rows require")
      }
    } else if try !isOwnTableWithoutKey(), try !isEmpty() {
      throw DatabaseProblem(
        .definition,
        "the table `\(table.name)` has rows of another kind, and a result without `id` replaces "
          + "all rows; name another table")
    }
  }

  private func checkColumns(_ existing: [ExistingColumn]) throws(DatabaseProblem) {
    var types: [String: String] = [:]
    for column in existing { types[dialect.folded(column.name)] = column.type }
    for column in table.columns {
      guard let type = types[dialect.folded(column.name)], !dialect.takes(type, column.kind)
      else { continue }
      throw DatabaseProblem(
        .definition,
        "the column `\(column.name)` of the table `\(table.name)` has the type \(type), and the "
          + "rows require \(dialect.type(of: column.kind))")
    }
  }

  private func isEmpty() throws(DatabaseProblem) -> Bool {
    let name = SQLDialect.quoted(table.name)
    return try database.rows("SELECT 1 FROM \(name) LIMIT 1", []).isEmpty
  }
}
