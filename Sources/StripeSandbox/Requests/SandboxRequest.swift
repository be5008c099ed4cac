/// One HTTP request as the server passes it to the sandbox.
package struct SandboxRequest: Sendable, Hashable {
  /// "GET", "POST" or "DELETE"; others are no part of Stripe's API.
  package var method: String
  /// Path and query: `/v1/invoices?limit=3`.
  package var target: String
  /// Values by lower-case name.
  package var headers: [String: String]
  /// The bytes of the body.
  package var body: [UInt8]

  /// Creates a request; names of headers are in lower case.
  package init(
    method: String, target: String, headers: [String: String] = [:], body: [UInt8] = []
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }

  /// The target before its question mark.
  package var path: Substring { target.prefix { $0 != "?" } }

  /// The query: what follows the question mark.
  package var query: Substring { target.drop { $0 != "?" }.dropFirst() }
}
