/// Rows in the text format of COPY.
/// Source: https://www.postgresql.org/docs/current/sql-copy.html, "Text Format".
struct CopyText {
  private(set) var bytes: [UInt8] = []

  /// Writes rows.
  /// - Throws: `DatabaseProblem` if a value has a character that PostgreSQL cannot store.
  init(_ rows: [[Cell]], of table: TableDefinition) throws(DatabaseProblem) {
    for row in rows {
      for (index, cell) in row.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: "\t")) }
        try append(cell, of: table.columns[index])
      }
      bytes.append(UInt8(ascii: "\n"))
    }
  }

  private mutating func append(_ cell: Cell, of column: TableColumn) throws(DatabaseProblem) {
    guard let text = cell.text else {
      bytes += [UInt8(ascii: "\\"), UInt8(ascii: "N")]
      return
    }
    if column.kind == .json, Self.hasNull(text) {
      throw DatabaseProblem(
        .value, "`\(column.name)` has the character U+0000, which PostgreSQL cannot store")
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "\\")]
      case UInt8(ascii: "\t"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
      case UInt8(ascii: "\n"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      case UInt8(ascii: "\r"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
      default: bytes.append(byte)
      }
    }
  }

  /// Returns true if JSON contains the escape of U+0000.
  private static func hasNull(_ json: String) -> Bool {
    guard json.contains("\\u0000") else { return false }
    var isEscaped = false
    var digits: [UInt8]?
    for byte in json.utf8 {
      if var found = digits {
        found.append(byte)
        digits = found.count == 4 ? nil : found
        if found == Array("0000".utf8) { return true }
      } else if isEscaped {
        isEscaped = false
        if byte == UInt8(ascii: "u") { digits = [] }
      } else {
        isEscaped = byte == UInt8(ascii: "\\")
      }
    }
    return false
  }
}
