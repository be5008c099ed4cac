import GRDB

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The answers that are given again to repeated requests of one account.
///
/// An answer that is a stored object as it is costs a reference to its row only; its bytes are
/// copied when the object changes.
package struct IdempotencyTable {
  let database: Database
  let scopes: ScopeTable
  let account: String

  private static let name = "idempotency"

  /// The stored answer of a key.
  package struct Entry: Sendable, Hashable {
    /// A digest of all that must be the same for the key to mean the same.
    package var request: [UInt8]
    /// The HTTP status of the answer.
    package var status: Int
    /// The id of the request that was carried out.
    package var requestID: String
    /// The body of the answer.
    package var content: Content

    /// Creates an entry, not yet stored.
    package init(request: [UInt8], status: Int, requestID: String, content: Content) {
      self.request = request
      self.status = status
      self.requestID = requestID
      self.content = content
    }
  }

  /// The stored form of the body of an answer.
  package enum Content: Sendable, Hashable {
    /// As it was sent.
    case bytes([UInt8])
    /// As the store keeps an object.
    case stored([UInt8])
    /// The stored object in that row of the store, as it is.
    case object(seq: Int64)
  }

  /// - Parameter oldest: Unix seconds; an answer made before it is forgotten.
  /// - Throws: The database's error.
  package func find(_ key: String, since oldest: Int) throws -> Entry? {
    guard let scope = try scopes.find(account, Self.name) else { return nil }
    let statement = try database.cachedStatement(
      sql: """
        SELECT request, status, request_id, is_object, COALESCE(
          replies.body, (SELECT body FROM bodies WHERE bodies.seq = replies.seq))
        FROM replies WHERE hash = ? AND scope = ? AND key = ? AND made > ?
        """)
    let arguments: StatementArguments = [Self.hash(key), scope, key, oldest]
    guard let row = try Row.fetchOne(statement, arguments: arguments) else { return nil }
    let request: Data = row[0]
    let body = (row[4] as Data?).map(Array.init) ?? []
    let isObject: Bool = row[3]
    return Entry(
      request: Array(request), status: row[1], requestID: row[2],
      content: isObject ? .stored(body) : .bytes(body))
  }

  /// - Parameter now: Unix seconds.
  /// - Throws: The database's error.
  package func keep(_ entry: Entry, for key: String, now: Int) throws {
    let scope = try scopes.make(account, Self.name)
    let old = try database.cachedStatement(
      sql: "DELETE FROM replies WHERE hash = ? AND scope = ? AND key = ?")
    try old.execute(arguments: [Self.hash(key), scope, key])
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO replies
          (hash, scope, key, made, request, status, request_id, seq, is_object, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let (seq, isObject, body): (Int64?, Bool, Data?) =
      switch entry.content {
      case .bytes(let bytes): (nil, false, Data(bytes))
      case .stored(let bytes): (nil, true, Data(bytes))
      case .object(let seq): (seq, true, nil)
      }
    try statement.execute(
      arguments: [
        Self.hash(key), scope, key, now, Data(entry.request), entry.status, entry.requestID, seq,
        isObject, body,
      ])
  }

  /// Removes some of the answers, of all accounts, that were made up to then (Unix seconds), the
  /// oldest first.
  package func forget(upTo oldest: Int) throws {
    let statement = try database.cachedStatement(
      sql: """
        DELETE FROM replies
        WHERE id IN (SELECT id FROM replies ORDER BY id LIMIT \(Self.forgottenAtOnce)) AND made <= ?
        """)
    try statement.execute(arguments: [oldest])
  }

  private static let forgottenAtOnce = 20

  /// 32 bits of a key (FNV-1a): enough to find it among others, in little room.
  private static func hash(_ key: String) -> Int {
    let hash = key.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    return Int(Int32(bitPattern: hash))
  }

  /// Copies what the layout before this one kept.
  static func carryOver(_ database: Database) throws {
    let function = DatabaseFunction("key_hash", argumentCount: 1, pure: true) { values in
      String.fromDatabaseValue(values[0]).map(hash)
    }
    database.add(function: function)
    defer { database.remove(function: function) }
    try database.execute(
      sql: """
        INSERT INTO replies
          (hash, scope, key, made, request, status, request_id, seq, is_object, body)
        SELECT key_hash(key), scope, key, made, request, status, request_id, seq, is_object, body
        FROM idempotency ORDER BY made
        """)
  }
}
