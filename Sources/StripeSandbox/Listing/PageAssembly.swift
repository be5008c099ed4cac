import GRDB

/// Assembles stored bodies into a page: bytes are copied, nothing is parsed.
enum PageAssembly {
  /// The bodies of rows, in their order, with the fields that are shown on request only.
  static func wholeBodies(_ rows: [ListPlace], _ database: Database) throws -> [[UInt8]] {
    try rows.map { row in
      var body: [UInt8] = []
      try append(StoreSchema.wholeBody, of: row, to: &body, database)
      return body
    }
  }

  private static func append(
    _ column: String, of row: ListPlace, to bytes: inout [UInt8], _ database: Database
  ) throws {
    let statement = try database.cachedStatement(sql: "SELECT \(column) FROM bodies WHERE seq = ?")
    let cursor = try Row.fetchCursor(statement, arguments: [row.seq])
    guard let row = try cursor.next() else { return }
    try row.withUnsafeData(atIndex: 0) { data in
      data?.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
  }

  /// The value of the `data` member of a list object.
  static func data(_ rows: [ListPlace], _ database: Database) throws -> [UInt8] {
    guard !rows.isEmpty else { return Array("[]".utf8) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows.count * 6_000)
    bytes.append(UInt8(ascii: "["))
    for (index, row) in rows.enumerated() {
      bytes.append(contentsOf: index == 0 ? "\n    ".utf8 : ",\n    ".utf8)
      try append("body", of: row, to: &bytes, database)
    }
    bytes.append(contentsOf: "\n  ]".utf8)
    return bytes
  }

  /// An object whose members are printed already.
  static func envelope(_ members: [(name: String, value: [UInt8])]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(members.reduce(64) { $0 + $1.value.count + 32 })
    for (index, member) in members.enumerated() {
      bytes.append(contentsOf: index == 0 ? "{\n  \"".utf8 : ",\n  \"".utf8)
      bytes.append(contentsOf: member.name.utf8)
      bytes.append(contentsOf: "\": ".utf8)
      bytes.append(contentsOf: member.value)
    }
    bytes.append(contentsOf: "\n}\n".utf8)
    return bytes
  }
}
