/// An open database, which runs SQL.
package protocol Database: AnyObject {
  /// What differs between databases in SQL.
  var dialect: SQLDialect { get }

  /// Runs a statement.
  /// - Parameter values: the values of its parameters.
  /// - Returns: the number of rows that it changed.
  /// - Throws: `DatabaseProblem` if the database reports an error.
  @discardableResult
  func execute(_ sql: String, _ values: [Cell]) throws(DatabaseProblem) -> Int

  /// Runs a query, and returns its rows as texts; nil for null.
  /// - Throws: `DatabaseProblem` if the database reports an error.
  func rows(_ sql: String, _ values: [Cell]) throws(DatabaseProblem) -> [[String?]]

  /// Returns the columns of a table; nil if there is no such table.
  /// - Throws: `DatabaseProblem` if the database reports an error, or the name is not of a table.
  func columns(of table: String) throws(DatabaseProblem) -> [ExistingColumn]?

  /// Returns true if no two rows of a table can have the same value in a column.
  /// - Throws: `DatabaseProblem` if the database reports an error.
  func isUnique(_ column: String, in table: String) throws(DatabaseProblem) -> Bool

  /// Adds rows to a table of rows that wait; a row with a key replaces one with the same key.
  /// - Parameters:
  ///   - rows: cells in the order of the columns, no two rows with the same key.
  ///   - staging: the name of the table.
  /// - Throws: `DatabaseProblem` if the database reports an error.
  func append(
    _ rows: [[Cell]], to staging: String, of table: TableDefinition
  ) throws(DatabaseProblem)

  /// Runs some work in a transaction, which is undone if the work fails.
  /// - Throws: the error of the work, or `DatabaseProblem` if it cannot be committed.
  func transaction(_ work: () throws(DatabaseProblem) -> Void) throws(DatabaseProblem)

  /// Ends the connection.
  func close()
}

extension Database {
  @discardableResult
  func execute(_ sql: String) throws(DatabaseProblem) -> Int { try execute(sql, []) }

  /// Returns the whole number that a query returns; 0 if it returns none.
  func number(_ sql: String, _ values: [Cell] = []) throws(DatabaseProblem) -> Int {
    try rows(sql, values).first?.first?.flatMap { Int($0) } ?? 0
  }
}

/// A column that a table of a database has.
package struct ExistingColumn: Sendable, Hashable {
  /// The name of the column.
  package let name: String
  /// The type as the database names it.
  package let type: String

  /// Creates a column with a name and a type.
  package init(_ name: String, _ type: String) {
    self.name = name
    self.type = type
  }
}
