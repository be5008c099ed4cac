import Expressions
import JSON

/// Writes the rows of a run to a table of a database.
///
/// Rows wait in a table of their own, which is committed as they come together with a record of the
/// run. At the end, one transaction merges them into the table; until then the table is unchanged.
package final class TableImport {
  let database: any Database
  /// The table.
  package let table: TableDefinition
  package internal(set) var run: ImportRun
  private var reader: RowReader
  private var batch = RowBatch()
  private let createdColumn: Int?
  private var order = TimeOrder()
  /// True if the ids of changed objects were collected.
  var hasChanges = false

  /// Creates an import that has not begun.
  package init(_ database: any Database, _ table: TableDefinition, _ run: ImportRun) {
    self.database = database
    self.table = table
    self.run = run
    reader = RowReader(table)
    createdColumn = table.columns.firstIndex {
      $0.path == RowPath(keys: "created") && $0.kind == .timestamp
    }
  }

  /// The name of the table.
  package var tableName: String { table.name }

  var names: StagingNames { StagingNames(table: table.name) }
  var dialect: SQLDialect { database.dialect }

  /// The names of members of rows that have no column, sorted.
  package var unknownMembers: [String] { reader.unknownMembers.sorted() }

  /// Begins the import, or resumes the interrupted one of the same statement.
  /// - Parameter isResuming: False to drop the rows of an interrupted run in any case.
  /// - Throws: `DatabaseProblem` if the table does not fit the rows, or the database reports an
  ///   error.
  package func begin(
    resuming isResuming: Bool = true
  ) throws(DatabaseProblem) -> ImportStart {
    if !isResuming { run.isResumable = false }
    try checkTable()
    var start = ImportStart.fresh
    try database.transaction { () throws(DatabaseProblem) in
      try createRecords()
      start = try takeOver()
      if case .resumed = start { return }
      try createStaging()
    }
    return start
  }

  /// Adds a row.
  /// - Throws: `DatabaseProblem` if a value does not fit its column, or the database reports an
  ///   error.
  package func add(_ row: Row) throws(DatabaseProblem) {
    let cells = try reader.cells(of: row)
    var key: String?
    if table.hasKey {
      key = row.id
      guard key != nil else {
        throw DatabaseProblem(.value, "a row has no `id`, so it cannot be merged into a table")
      }
    }
    order.note(createdColumn.flatMap { cells[$0].seconds })
    batch.add(cells, key: key)
    if batch.isFull { try flush() }
  }

  /// Commits the rows that were added so far to the table of waiting rows.
  /// - Throws: `DatabaseProblem` if the database reports an error, or if another run has taken
  ///   over.
  package func flush() throws(DatabaseProblem) {
    guard !batch.isEmpty else { return }
    let full = batch
    batch = RowBatch()
    try database.transaction { () throws(DatabaseProblem) in
      try recordProgress(order.position)
      try database.append(full.rows, to: names.rows, of: table)
    }
  }

  /// Merges the waiting rows into the table, in one transaction.
  /// - Throws: `DatabaseProblem` if the database reports an error; the table is then unchanged.
  package func finish() throws(DatabaseProblem) -> ImportSummary {
    try flush()
    var summary = ImportSummary()
    try database.transaction { () throws(DatabaseProblem) in
      try recordProgress(nil)
      let merge = TableMerge(
        database: database, table: table, replaces: !run.isContinued, hasChanges: hasChanges)
      summary = try merge.run()
      try keepCursor()
    }
    return summary
  }
}

/// The time of the oldest row so far, as long as the rows come newest first.
private struct TimeOrder {
  private var last: Int?
  private var isBroken = false

  /// The time from which on rows are missing; nil if it is not known.
  var position: Int? { isBroken ? nil : last }

  mutating func note(_ created: Int?) {
    guard let created, created <= last ?? .max else {
      isBroken = true
      return
    }
    last = created
  }
}

/// Rows that are written together.
private struct RowBatch {
  private(set) var rows: [[Cell]] = []
  private var places: [String: Int] = [:]
  private var size = 0

  private static let maxRows = 5000
  private static let maxBytes = 4 << 20

  var isEmpty: Bool { rows.isEmpty }
  var isFull: Bool { rows.count >= Self.maxRows || size >= Self.maxBytes }

  mutating func add(_ cells: [Cell], key: String?) {
    size += cells.reduce(0) { $0 + $1.size }
    guard let key, let place = places.updateValue(rows.count, forKey: key) else {
      rows.append(cells)
      return
    }
    places[key] = place
    rows[place] = cells
  }
}

extension Cell {
  /// The seconds of a time; nil for other values.
  fileprivate var seconds: Int? { if case .time(let seconds) = self { seconds } else { nil } }

  /// The approximate number of bytes that the value takes.
  fileprivate var size: Int { if case .text(let text) = self { text.utf8.count } else { 8 } }
}
