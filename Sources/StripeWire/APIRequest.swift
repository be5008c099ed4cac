import JSON

/// The three methods Stripe's API knows.
public enum HTTPMethod: String, Sendable, Hashable {
  case get = "GET"
  case post = "POST"
  case delete = "DELETE"
}

/// One call of Stripe's API, before it is encoded for a transport.
public struct APIRequest: Sendable, Hashable {
  public var method: HTTPMethod
  /// From the leading slash, without a query: `/v1/invoices/in_1`. Segments are percent-encoded.
  public var path: String
  /// The query of a GET or DELETE, the body of a POST.
  public var parameters: JSONObject
  /// Sent as `Idempotency-Key`; the same through all retries of one write.
  public var idempotencyKey: IdempotencyKey?
  /// Sent as `Stripe-Account`: the connected account to act for.
  public var account: String?
  /// Sent as `Stripe-Context`, which organisation keys need.
  public var context: String?
  /// Sent as `Stripe-Version`.
  public var apiVersion: String?

  public init(_ method: HTTPMethod, _ path: String, _ parameters: JSONObject = [:]) {
    self.method = method
    self.path = path
    self.parameters = parameters
  }

  /// v2 paths take JSON bodies, all others take forms.
  public var isV2: Bool { path.hasPrefix("/v2/") }
}

/// A key under which Stripe does one write once, however often it is sent: at most 255 characters,
/// kept for at least 24 hours.
public struct IdempotencyKey: Sendable, Hashable, CustomStringConvertible {
  public let description: String

  public init(_ text: String) {
    description = text
  }
}
