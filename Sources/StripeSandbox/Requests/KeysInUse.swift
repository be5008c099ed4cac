import Synchronization

/// The idempotency keys of requests that are being carried out.
final class KeysInUse: Sendable {
  private let names = Mutex<Set<String>>([])

  /// Runs a request while its key is held.
  ///
  /// - Throws: 409 where another request with the key is still being carried out.
  func holding<Value>(_ name: String, _ body: () async throws -> Value) async throws -> Value {
    guard names.withLock({ $0.insert(name).inserted }) else {
      throw SandboxError(
        409, .idempotencyError,
        """
        There is currently another in-progress request using this Stripe-Idempotency-Key (that \
        probably means you submitted twice, and the other request is still going through). Please \
        try again later.
        """, code: "idempotency_key_in_use")
    }
    defer { names.withLock { _ = $0.remove(name) } }
    return try await body()
  }
}
