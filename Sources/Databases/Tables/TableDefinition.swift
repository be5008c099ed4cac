import Expressions

/// A table of a database, as a statement describes it.
package struct TableDefinition: Sendable, Hashable {
  /// The name of the table, without quotes.
  package let name: String
  /// The columns in order.
  package let columns: [TableColumn]
  /// True if the column `id` contains the ids of the rows, which then replace earlier rows with the
  /// same id.
  package let hasKey: Bool

  /// Creates a table from its parts.
  package init(name: String, columns: [TableColumn], hasKey: Bool) {
    self.name = name
    self.columns = columns
    self.hasKey = hasKey
  }

  /// The name of the column that identifies rows.
  package static let key = "id"

  /// The beginning of the names of the tables that imports keep their state in.
  package static let reservedPrefix = "pinstripe_"

  /// The columns as one line of text: `id text, total integer`
  package var signature: String {
    columns.map { "\($0.name) \($0.kind.rawValue)" }.joined(separator: ", ")
  }

  /// Returns the reason why a database cannot have such a table; nil if it can.
  package func problem(in dialect: SQLDialect) -> String? {
    if name.isEmpty || name.contains("\0") { return "a table requires a name" }
    if name.lowercased().hasPrefix(Self.reservedPrefix) {
      return "table names that start with `\(Self.reservedPrefix)` are reserved"
    }
    var names: Set<String> = []
    for column in columns where !names.insert(column.name.lowercased()).inserted {
      return "two columns would be named `\(column.name)`; rename one with `as`"
    }
    guard let most = dialect.maxNameBytes else { return nil }
    if StagingNames(table: name).rows.utf8.count > most {
      return
        "the table name `\(name)` is too long for \(dialect.name); name a shorter one with `table`"
    }
    return columns.first { $0.name.utf8.count > most }.map {
      "the column name `\($0.name)` is longer than \(most) bytes; rename it with `as`"
    }
  }
}

/// A column of a table, and the place of its values in a row.
package struct TableColumn: Sendable, Hashable {
  /// The name of the column, without quotes.
  package let name: String
  /// The kind of its values.
  package let kind: ColumnKind
  /// The path from a row to its value.
  package let path: RowPath

  /// Creates a column from its parts.
  package init(_ name: String, _ kind: ColumnKind, at path: RowPath) {
    self.name = name
    self.kind = kind
    self.path = path
  }
}
