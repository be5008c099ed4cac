import HTTP
import JSON

/// One of Stripe's servers.
package enum APIServer: String, Sendable, Hashable, CaseIterable {
  /// The server of nearly all paths.
  case api
  /// Uploads and downloads of files.
  case files
  /// The stream of meter events.
  case meterEvents = "meter-events"
}

/// One call of Stripe's API, before it is encoded for a transport.
package struct APIRequest: Sendable, Hashable {
  /// The HTTP method.
  package var method: HTTPMethod
  /// The path from its leading slash, without a query: `/v1/invoices/in_1`. Segments are
  /// percent-encoded.
  package var path: String
  /// The query of a GET or DELETE, or the body of a POST.
  package var parameters: JSONObject
  /// Sent as `Idempotency-Key`; the same for all retries of one write.
  package var idempotencyKey: IdempotencyKey?
  /// Sent as `Stripe-Account`: the connected account to act for.
  package var account: String?
  /// Sent as `Stripe-Context`, which organization keys require.
  package var context: String?
  /// Sent as `Stripe-Version`.
  package var apiVersion: String?
  /// The server that serves the path.
  package var server: APIServer

  /// Creates a request without an idempotency key, account, context or version.
  package init(
    _ method: HTTPMethod, _ path: String, _ parameters: JSONObject = [:],
    to server: APIServer = .api
  ) {
    self.method = method
    self.path = path
    self.parameters = parameters
    self.server = server
  }

  /// True for v2 paths, which take JSON bodies; all others take forms.
  package var isV2: Bool { path.hasPrefix("/v2/") }
}

/// A key under which Stripe does one write only once, however often it is sent: at most 255
/// characters, kept for at least 24 hours.
package struct IdempotencyKey: Sendable, Hashable, CustomStringConvertible {
  /// The key's text, as it is sent.
  package let description: String

  /// Wraps the text of a key.
  package init(_ text: String) {
    description = text
  }
}
