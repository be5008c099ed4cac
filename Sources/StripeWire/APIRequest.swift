import HTTP
import JSON

/// Which of Stripe's servers a request is for.
package enum APIServer: String, Sendable, Hashable, CaseIterable {
  /// Nearly everything.
  case api
  /// Uploads and downloads of files.
  case files
  /// The stream of meter events.
  case meterEvents = "meter-events"
}

/// One call of Stripe's API, before it is encoded for a transport.
package struct APIRequest: Sendable, Hashable {
  package var method: HTTPMethod
  /// From the leading slash, without a query: `/v1/invoices/in_1`. Segments are percent-encoded.
  package var path: String
  /// The query of a GET or DELETE, the body of a POST.
  package var parameters: JSONObject
  /// Sent as `Idempotency-Key`; the same through all retries of one write.
  package var idempotencyKey: IdempotencyKey?
  /// Sent as `Stripe-Account`: the connected account to act for.
  package var account: String?
  /// Sent as `Stripe-Context`, which organisation keys need.
  package var context: String?
  /// Sent as `Stripe-Version`.
  package var apiVersion: String?
  /// The server that knows the path.
  package var server: APIServer

  package init(
    _ method: HTTPMethod, _ path: String, _ parameters: JSONObject = [:],
    to server: APIServer = .api
  ) {
    self.method = method
    self.path = path
    self.parameters = parameters
    self.server = server
  }

  /// v2 paths take JSON bodies, all others take forms.
  package var isV2: Bool { path.hasPrefix("/v2/") }
}

/// A key under which Stripe does one write once, however often it is sent: at most 255 characters,
/// kept for at least 24 hours.
package struct IdempotencyKey: Sendable, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ text: String) {
    description = text
  }
}
