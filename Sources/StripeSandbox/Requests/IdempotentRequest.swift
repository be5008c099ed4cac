import GRDB
import StripeCatalog

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A write with an idempotency key: executed once, with the same response to repeats.
///
/// Only what was carried out is kept, refusals included; what failed validation is not, and may be
/// sent again under its key. Source: Stripe's documentation of idempotent requests.
struct IdempotentRequest {
  static let longestKey = 255

  let key: String
  /// All that must be the same for the key to mean the same.
  private let request: [UInt8]
  /// How long an answer is kept, in seconds: a day, in v2 thirty.
  private let lifetime: Int

  /// Nil where there is no key, or where the operation takes none.
  init?(_ request: SandboxRequest, _ operation: StripeCatalog.Operation) throws(SandboxError) {
    guard let key = request.headers["idempotency-key"], !key.isEmpty else { return nil }
    guard operation.method == .post || operation.isV2 else { return nil }
    guard key.count <= Self.longestKey else {
      throw SandboxError(
        "Idempotency keys can be up to \(Self.longestKey) characters, this one is \(key.count).")
    }
    self.key = key
    lifetime = (operation.isV2 ? 30 : 1) * 86_400
    let account = request.headers["stripe-account"] ?? ""
    self.request =
      Array("\(request.method) \(request.target) \(account)\n".utf8) + request.body
  }

  func replay(_ database: Database, now: Int) throws -> Reply? {
    let row = try Row.fetchOne(
      database,
      sql: "SELECT request, status, request_id, body FROM replies WHERE key = ? AND made > ?",
      arguments: [key, now - lifetime])
    guard let row else { return nil }
    let known: Data = row[0]
    guard known.elementsEqual(request) else {
      throw SandboxError(
        400, .idempotencyError,
        """
        Keys for idempotent requests can only be used with the same parameters they were first \
        used with. Try using a key other than '\(key)' if you meant to execute a different request.
        """)
    }
    let body: Data = row[3]
    return Reply(status: row[1], body: Array(body), originalRequestID: row[2])
  }

  func keep(_ reply: Reply, requestID: String, _ database: Database, now: Int) throws {
    try database.execute(
      sql: "DELETE FROM replies WHERE made <= ?", arguments: [now - 30 * 86_400])
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO replies (key, made, request, status, request_id, body)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [key, now, Data(request), reply.status, requestID, Data(reply.body)])
  }
}
