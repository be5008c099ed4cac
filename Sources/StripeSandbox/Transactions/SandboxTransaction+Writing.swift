import GRDB
import JSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// An object on its way into the store.
struct NewRow: Sendable {
  var type: String
  var id: String
  var parent: String?
  var position: Int
  var digest: Digest
  var body: PrintedBody
}

extension SandboxTransaction {
  /// Stores an object, new or in its newer version, under its `object` and `id` members.
  ///
  /// - Parameters:
  ///   - parent: the id of the object whose nested lists contain it; unchanged where nil.
  ///   - position: orders lists, the highest first; only heeded when the object is new. Else it is
  ///     `created`, else the time.
  func save(_ object: JSONObject, parent: String? = nil, position: Int? = nil)
    throws(SandboxError)
  {
    guard let type = object["object"]?.string, let id = object["id"]?.string, !id.isEmpty else {
      throw SandboxError(500, .apiError, "The sandbox cannot store an object without an id.")
    }
    try save(object, resource(type), id, parent: parent, position: position)
  }

  /// Stores an object under an id that need not be in it: settings have none.
  func save(
    _ object: JSONObject, _ resource: Resource, _ id: String, parent: String? = nil,
    position: Int? = nil
  ) throws(SandboxError) {
    let body = PrintedBody(object, resource)
    try storing {
      if let old = try row(resource.typeName, id) {
        try rewrite(old, object, resource, parent: parent, body: body)
      } else {
        let position = position ?? object["created"]?.integer ?? now
        try add(object, id, resource, parent: parent, position: position, body: body)
      }
    }
  }

  private func add(
    _ object: JSONObject, _ id: String, _ resource: Resource, parent: String?, position: Int,
    body: PrintedBody
  ) throws {
    let digest = DigestBuilder.digest(of: object, resource, parent: parent)
    try insert(
      NewRow(
        type: resource.typeName, id: id, parent: parent, position: position, digest: digest,
        body: body), resource)
  }

  /// Stores a new object that is printed already. Whether its id is taken is for the database to
  /// find out, which then refuses.
  func insert(_ row: NewRow, _ resource: Resource) throws {
    let objects = try database.cachedStatement(
      sql: "INSERT INTO objects (type, id, parent, position, digest) VALUES (?, ?, ?, ?, ?)")
    try objects.execute(
      arguments: [row.type, row.id, row.parent, row.position, Data(row.digest.bytes)])
    let seq = database.lastInsertedRowID
    let bodies = try database.cachedStatement(sql: "INSERT INTO bodies (seq, body) VALUES (?, ?)")
    try bodies.execute(arguments: [seq, Data(row.body.shown)])
    if let whole = row.body.whole { try keepWhole(whole, seq: seq) }
    for entry in DigestBuilder.indexed(row.digest, resource) {
      try setFilter(entry, position: row.position, seq: seq)
    }
  }

  private struct StoredRow {
    let seq: Int64
    let parent: String?
    let position: Int
    let digest: Digest
  }

  private func row(_ type: String, _ id: String) throws -> StoredRow? {
    let statement = try database.cachedStatement(
      sql: "SELECT seq, parent, position, digest FROM objects WHERE type = ? AND id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [type, id]) else { return nil }
    let digest: Data = row[3]
    return StoredRow(
      seq: row[0], parent: row[1], position: row[2], digest: Digest(bytes: Array(digest)))
  }

  private func rewrite(
    _ old: StoredRow, _ object: JSONObject, _ resource: Resource, parent: String?, body: PrintedBody
  ) throws {
    let parent = parent ?? old.parent
    let digest = DigestBuilder.digest(of: object, resource, parent: parent)
    let bodies = try database.cachedStatement(sql: "UPDATE bodies SET body = ? WHERE seq = ?")
    try bodies.execute(arguments: [Data(body.shown), old.seq])
    if let whole = body.whole {
      try keepWhole(whole, seq: old.seq)
    } else {
      try dropWhole(seq: old.seq)
    }
    guard digest != old.digest || parent != old.parent else { return }
    let objects = try database.cachedStatement(
      sql: "UPDATE objects SET digest = ?, parent = ? WHERE seq = ?")
    try objects.execute(arguments: [Data(digest.bytes), parent, old.seq])
    let before = DigestBuilder.indexed(old.digest, resource)
    let after = DigestBuilder.indexed(digest, resource)
    for entry in before.subtracting(after) {
      try dropFilter(entry, position: old.position, seq: old.seq)
    }
    for entry in after.subtracting(before) {
      try setFilter(entry, position: old.position, seq: old.seq)
    }
  }

  private func keepWhole(_ body: [UInt8], seq: Int64) throws {
    let statement = try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO whole_bodies (seq, body) VALUES (?, ?)")
    try statement.execute(arguments: [seq, Data(body)])
  }

  private func dropWhole(seq: Int64) throws {
    let statement = try database.cachedStatement(sql: "DELETE FROM whole_bodies WHERE seq = ?")
    try statement.execute(arguments: [seq])
  }

  private func setFilter(_ entry: IndexEntry, position: Int, seq: Int64) throws {
    let statement = try database.cachedStatement(
      sql: "INSERT OR IGNORE INTO filters (name, value, position, seq) VALUES (?, ?, ?, ?)")
    try statement.execute(arguments: [entry.name, entry.value, position, seq])
  }

  private func dropFilter(_ entry: IndexEntry, position: Int, seq: Int64) throws {
    let statement = try database.cachedStatement(
      sql: "DELETE FROM filters WHERE name = ? AND value = ? AND position = ? AND seq = ?")
    try statement.execute(arguments: [entry.name, entry.value, position, seq])
  }

  /// Removes an object and leaves its stub behind: `{id, object, deleted: true}`.
  @discardableResult
  func remove(_ object: JSONObject) throws(SandboxError) -> JSONObject {
    let type = object["object"]?.string ?? ""
    let id = object["id"]?.string ?? ""
    let stub: JSONObject = [
      "id": .string(id), "object": .string(type), "deleted": true,
    ]
    let resource = try resource(type)
    try storing {
      guard let old = try row(type, id) else { return }
      for entry in DigestBuilder.indexed(old.digest, resource) {
        try dropFilter(entry, position: old.position, seq: old.seq)
      }
      try database.execute(sql: "DELETE FROM bodies WHERE seq = ?", arguments: [old.seq])
      try dropWhole(seq: old.seq)
      try database.execute(sql: "DELETE FROM objects WHERE seq = ?", arguments: [old.seq])
      try database.execute(
        sql: "INSERT OR REPLACE INTO tombstones (type, id, body) VALUES (?, ?, ?)",
        arguments: [type, id, Data(StripeJSON.body(stub))])
    }
    return stub
  }

  /// The stub of an object that was deleted.
  func tombstone(_ type: String, _ id: String) throws(SandboxError) -> JSONObject? {
    try storing {
      let body = try Data.fetchOne(
        database, sql: "SELECT body FROM tombstones WHERE type = ? AND id = ?",
        arguments: [type, id])
      return try body.flatMap { try JSONValue(parsing: Array($0)).object }
    }
  }
}
