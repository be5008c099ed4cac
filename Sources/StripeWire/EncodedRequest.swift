import HTTP
import JSON

/// One header field, spelled as it is sent.
package struct HTTPHeader: Sendable, Hashable {
  /// The field's name, such as `Stripe-Version`.
  package let name: String
  /// The field's value.
  package let value: String

  /// Creates a header field from its name and value.
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// A request as it is sent, without the parts that a connection adds: the host, the key and the
/// agent's name. It holds no secret and may be shown.
package struct EncodedRequest: Sendable, Hashable {
  /// The HTTP method.
  package let method: HTTPMethod
  /// Path and query: `/v1/invoices?limit=3`.
  package let target: String
  /// The header fields in the order they are sent.
  package let headers: [HTTPHeader]
  /// Empty for GET and DELETE.
  package let body: [UInt8]

  /// The target with brackets encoded, which every server takes as the same. Some URL parsers
  /// encode the whole target again if they find a bare bracket.
  package var strictTarget: String { PercentEncoding.completed(target) }

  /// Returns the value of a header; the case of its name does not matter.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

extension APIRequest {
  /// Returns the request as Stripe takes it: a form in a v1 POST, JSON in a v2 POST, else a query.
  ///
  /// A null stays null in JSON, which clears a field in v2.
  package func encoded() -> EncodedRequest {
    EncodedRequest(
      method: method, target: target, headers: bodyHeaders + addressHeaders, body: encodedBody)
  }

  /// True if sending it twice has the effect of sending it once: for reads, deletions, and writes
  /// with an idempotency key.
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
