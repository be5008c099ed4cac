/// Sends one request to a Stripe and returns its response: over the network, or to the sandbox.
///
/// A response of any status is returned; an error is thrown only if there is none.
package protocol Transport: Sendable {
  func send(_ request: APIRequest) async throws -> APIResponse
}

/// The reason why no response came.
package enum TransportError: Error, Sendable, Hashable {
  case refused(String)
  case reset(String)
  case timedOut(seconds: Double)
  /// Name resolution, TLS, or anything else that prevents a connection.
  case unreachable(String)
  /// The request cannot be sent, or its response cannot be read, and a retry would not help.
  case invalid(String)
}
