import JSON
import StripeWire

/// A result or an error before its headers are added.
struct Reply: Sendable, Hashable {
  var status: Int
  var body: [UInt8]
  /// Set on a replay: the request that was really carried out.
  var originalRequestID: String?
  /// The stored object that the body shows, where it may be one.
  var object: ObjectKey?
  /// True if events are to be delivered that were not before.
  var leavesDeliveries = false

  init(_ answer: Answer) {
    status = 200
    body = answer.body()
    if case .object(let shown) = answer, let type = shown["object"]?.string,
      let id = shown["id"]?.string
    {
      object = ObjectKey(type: type, id: id)
    }
  }

  init(status: Int, body: [UInt8], originalRequestID: String? = nil) {
    self.status = status
    self.body = body
    self.originalRequestID = originalRequestID
  }

  init(_ error: SandboxError, requestID: String) {
    status = error.status
    body = StripeJSON.response(["error": .object(error.fields(requestID: requestID))])
  }
}

extension SandboxError {
  /// The `error` object's members, sorted as Stripe has them. Source: the SDK's `ErrorObject`.
  func fields(requestID: String) -> JSONObject {
    var fields: JSONObject = details
    fields["message"] = .string(message)
    fields["type"] = .string(kind.rawValue)
    // Clients expect the field; no page anywhere knows of the request.
    if hasLog { fields["request_log_url"] = .string("about:blank#\(requestID)") }
    if let param { fields["param"] = .string(param) }
    if let code {
      let page = String(code.map { $0 == "_" ? "-" : $0 })
      fields["code"] = .string(code)
      fields["doc_url"] = .string("https://stripe.com/docs/error-codes/\(page)")
    }
    return JSONObject(fields.members.sorted { $0.key < $1.key })
  }
}

/// The headers of an answer.
enum ReplyHeaders {
  static func make(
    _ request: SandboxRequest, _ reply: Reply, requestID: String, apiVersion: String
  ) -> [String: String] {
    var headers = [
      "content-type": "application/json",
      "request-id": requestID,
      "stripe-version": request.headers["stripe-version"] ?? apiVersion,
    ]
    if let key = request.headers["idempotency-key"] { headers["idempotency-key"] = key }
    if let account = request.headers["stripe-account"] { headers["stripe-account"] = account }
    if let original = reply.originalRequestID {
      headers["idempotent-replayed"] = "true"
      headers["original-request"] = original
    }
    if reply.status == 401 { headers["www-authenticate"] = "Basic realm=\"Stripe\"" }
    return headers
  }
}
