/// Carries one request to a Stripe and its response back: over the network, or to the sandbox.
///
/// An answer of any status is a response; an error thrown means that none came.
package protocol Transport: Sendable {
  func send(_ request: APIRequest) async throws -> APIResponse
}

/// Why no response came.
package enum TransportError: Error, Sendable, Hashable {
  case refused(String)
  case reset(String)
  case timedOut(seconds: Double)
  /// Name resolution, TLS and whatever else keeps the connection from being made.
  case unreachable(String)
  /// The request cannot be sent, or its answer not be taken, and another try would not help.
  case invalid(String)
}
