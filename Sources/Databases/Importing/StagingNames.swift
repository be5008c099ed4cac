/// The names of the tables that imports keep their state in.
package struct StagingNames: Sendable, Hashable {
  /// The table whose rows are imported.
  package let table: String

  /// The table of the rows that wait for the end of the run.
  package var rows: String { "\(TableDefinition.reservedPrefix)staging_\(table)" }
  /// The table of the runs that have begun.
  static let runs = "\(TableDefinition.reservedPrefix)runs"
  /// The table of the times up to which tables are complete.
  static let cursors = "\(TableDefinition.reservedPrefix)cursors"
  /// The temporary table of the ids of changed objects.
  static let changes = "\(TableDefinition.reservedPrefix)changed"
}
