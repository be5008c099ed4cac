import GRDB

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension StoreTransaction {
  /// Passes all rows on, one after another: objects as they were made, then the rest.
  ///
  /// Answers that are kept for repeated requests are left out.
  ///
  /// - Throws: The database's error, or what the closure throws.
  package func eachRecord(_ body: (StoreRecord) throws -> Void) throws {
    for kind in StoreRecord.Kind.allCases {
      let rows = try Row.fetchCursor(database, sql: kind.query)
      while let row = try rows.next() {
        try body(StoreRecord(kind: kind, values: (0..<row.count).map { Self.value(row, $0) }))
      }
    }
  }

  /// Whether there is nothing in the sandbox yet.
  ///
  /// - Throws: The database's error.
  package func isEmpty() throws -> Bool {
    for table in ["objects", "stubs", "destinations", "deliveries"] {
      let sql = "SELECT EXISTS (SELECT 1 FROM \(table))"
      if try Bool.fetchOne(database, sql: sql) ?? false { return false }
    }
    return true
  }

  /// Stores a row that is no object: those are indexed, see `ObjectTable.insert`.
  ///
  /// - Throws: The database's error.
  package func insert(_ record: StoreRecord) throws {
    let values = record.values.map(Self.databaseValue)
    if let table = record.kind.table {
      let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
      let sql = "INSERT INTO \(table) (\(record.kind.list)) VALUES (\(marks))"
      return try database.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
    }
    guard values.count > 2, case .text(let account) = record.values[0],
      case .text(let name) = record.values[1]
    else { return }
    let rest = [try makeScope(account, name).databaseValue] + values.dropFirst(2)
    let sql =
      record.kind == .counter
      ? "INSERT OR REPLACE INTO counters (scope, value) VALUES (?, ?)"
      : "INSERT INTO stubs (scope, id, body) VALUES (?, ?, ?)"
    try database.cachedStatement(sql: sql).execute(arguments: StatementArguments(rest))
  }

  private static func value(_ row: Row, _ index: Int) -> StoreRecord.Value {
    let value: DatabaseValue = row[index]
    switch value.storage {
    case .null: return .null
    case .int64(let number): return .integer(Int(number))
    case .double(let number): return .integer(Int(number))
    case .string(let text): return .text(text)
    case .blob(let data): return .json(Array(data))
    }
  }

  private static func databaseValue(_ value: StoreRecord.Value) -> DatabaseValue {
    switch value {
    case .null: .null
    case .integer(let number): number.databaseValue
    case .text(let text): text.databaseValue
    case .json(let bytes): Data(bytes).databaseValue
    }
  }
}
