import Digests
import JSON
import SandboxStore
import StripeCatalog

/// A write with an idempotency key: executed once, with the same response to repeats.
///
/// Only what was carried out is kept, refusals included; what failed validation is not, and may be
/// sent again under its key. Source: Stripe's documentation of idempotent requests.
struct IdempotentRequest: Sendable {
  static let longestKey = 255

  let key: String
  private let account: String
  /// A digest of all that must be the same for the key to mean the same.
  private let digest: [UInt8]
  /// The time for which an answer is kept, in seconds: a day, in v2 thirty days.
  private let lifetime: Int

  /// The longest of the lifetimes, in seconds.
  private static let longestLifetime = 30 * 86_400

  /// Nil where there is no key, or where the operation takes none.
  ///
  /// - Parameter parameters: as they were checked, so that their order and spelling say nothing.
  /// - Throws: 400 where the key is too long.
  init?(
    _ request: SandboxRequest, _ operation: StripeCatalog.Operation, _ parameters: JSONObject,
    account: String
  ) throws(SandboxError) {
    guard let key = request.headers["idempotency-key"], !key.isEmpty else { return nil }
    guard operation.method == .post || operation.isV2 else { return nil }
    guard key.count <= Self.longestKey else {
      throw SandboxError(
        "Idempotency keys can be up to \(Self.longestKey) characters, this one is \(key.count).")
    }
    self.key = key
    self.account = account
    lifetime = (operation.isV2 ? 30 : 1) * 86_400
    let meaning = "\(request.method) \(request.path)\n" + Self.sorted(.object(parameters)).compact
    digest = Array(SHA256.hash(meaning).bytes.prefix(16))
  }

  /// The key with its account.
  var name: String { "\(account) \(key)" }

  private static func sorted(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let object):
      .object(
        JSONObject(
          object.members.sorted { $0.key < $1.key }
            .map { JSONMember($0.key, sorted($0.value)) }))
    case .array(let elements): .array(elements.map(sorted))
    case .null, .bool, .number, .string: value
    }
  }

  func replay(_ store: StoreTransaction, now: Int) throws -> Reply? {
    let table = store.idempotency(of: account)
    guard let entry = try table.find(key, since: now - lifetime) else { return nil }
    guard entry.request == digest else {
      throw SandboxError(
        400, .idempotencyError,
        """
        Keys for idempotent requests can only be used with the same parameters they were first \
        used with. Try using a key other than '\(key)' if you meant to execute a different request.
        """)
    }
    let body: [UInt8] =
      switch entry.content {
      case .bytes(let bytes): bytes
      case .stored(let bytes): StripeJSON.response(kept: bytes)
      case .object: []
      }
    return Reply(status: entry.status, body: body, originalRequestID: entry.requestID)
  }

  func keep(_ reply: Reply, requestID: String, _ store: StoreTransaction, now: Int) throws {
    let table = store.idempotency(of: account)
    try table.forget(upTo: now - Self.longestLifetime)
    var content = IdempotencyTable.Content.bytes(reply.body)
    if let key = reply.object,
      let entry = try store.objects(of: account).entry(key.type, key.id),
      let body = try store.objects(of: account).body(key.type, key.id, .shown),
      StripeJSON.response(kept: body) == reply.body
    {
      content = .object(seq: entry.place.seq)
    }
    try table.keep(
      IdempotencyTable.Entry(
        request: digest, status: reply.status, requestID: requestID, content: content),
      for: key, now: now)
  }
}
