import Expressions
import Foundation
import JSON

@testable import Databases

/// A database file that goes with its test.
final class ScratchDatabase {
  let path = FileManager.default.temporaryDirectory
    .appendingPathComponent(UUID().uuidString + ".db").path
  let database: SQLiteDatabase

  init() throws {
    database = try SQLiteDatabase(path: path)
  }

  deinit {
    database.close()
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Returns the rows of a query, with the values of each joined by `|`.
  func lines(_ sql: String) throws -> [String] {
    try database.rows(sql, []).map { row in row.map { $0 ?? "–" }.joined(separator: "|") }
  }

  /// Returns an import that has not begun.
  func importing(
    _ table: TableDefinition, fingerprint: String = "f", began: Int = 1000, token: String = "t",
    isResumable: Bool = true
  ) -> TableImport {
    TableImport(
      database, table,
      ImportRun(
        fingerprint: fingerprint, account: "acct_1", began: began, token: token,
        isResumable: isResumable))
  }
}

extension TableDefinition {
  /// A table with a key, a text and a time.
  static func things(_ name: String = "things") -> TableDefinition {
    TableDefinition(
      name: name,
      columns: [
        TableColumn("id", .text, at: RowPath(keys: "id")),
        TableColumn("name", .text, at: RowPath(keys: "name")),
        TableColumn("created", .timestamp, at: RowPath(keys: "created")),
      ], hasKey: true)
  }
}

extension Row {
  /// A row of such a table.
  static func thing(_ id: String, _ name: String?, created: Int = 10) throws -> Row {
    let name = name.map(JSONValue.string) ?? .null
    return .raw(
      RawJSON(.object(["id": .string(id), "name": name, "created": .integer(created)])))
  }
}
