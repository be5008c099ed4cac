import HTTP
import JSON

/// One header field, in the spelling it is sent with.
package struct HTTPHeader: Sendable, Hashable {
  package let name: String
  package let value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// A request as it goes over the wire, but for what belongs to the connection: the host, the key
/// and the agent's name are the transport's to add. It holds no secret and may be shown.
package struct EncodedRequest: Sendable, Hashable {
  package let method: HTTPMethod
  /// Path and query: `/v1/invoices?limit=3`.
  package let target: String
  package let headers: [HTTPHeader]
  /// Empty for GET and DELETE.
  package let body: [UInt8]

  /// The target in the characters a URL may hold: brackets encoded, which every server takes for
  /// the same. A URL parser that meets one bare may encode the whole once more.
  package var strictTarget: String { PercentEncoding.completed(target) }

  /// The value of a header, its name taken without minding case.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

extension APIRequest {
  /// The request as Stripe takes it: a form in a v1 POST, JSON in a v2 POST, else a query.
  ///
  /// In JSON a null stays a null, which is how v2 clears a field.
  package func encoded() -> EncodedRequest {
    EncodedRequest(
      method: method, target: target, headers: bodyHeaders + addressHeaders, body: encodedBody)
  }

  /// Whether doing it twice does what doing it once does: true of reads, of deletions, and of
  /// writes that carry an idempotency key.
  package var isRepeatable: Bool {
    switch method {
    case .get, .delete: true
    case .post: idempotencyKey != nil
    }
  }

  private var target: String {
    guard method != .post else { return path }
    let query = FormEncoding.encode(parameters)
    guard !query.isEmpty else { return path }
    return path + (path.contains("?") ? "&" : "?") + query
  }

  private var encodedBody: [UInt8] {
    guard method == .post else { return [] }
    guard isV2 else { return Array(FormEncoding.encode(parameters).utf8) }
    var bytes: [UInt8] = []
    JSONValue.object(parameters).appendCompact(to: &bytes)
    return bytes
  }

  private var bodyHeaders: [HTTPHeader] {
    guard method == .post else { return [] }
    let type = isV2 ? "application/json" : "application/x-www-form-urlencoded"
    return [HTTPHeader("Content-Type", type)]
  }

  var addressHeaders: [HTTPHeader] {
    let values = [
      ("Stripe-Version", apiVersion), ("Stripe-Account", account), ("Stripe-Context", context),
      ("Idempotency-Key", idempotencyKey?.description),
    ]
    return values.compactMap { name, value in value.map { HTTPHeader(name, $0) } }
  }
}
