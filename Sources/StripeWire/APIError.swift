import JSON

/// Stripe's complete error object, with the status and the id of its request.
///
/// `fields` is the `error` member as Stripe wrote it; its shape in v1 is the SDK's `ErrorObject`.
package struct APIError: Error, Sendable, Hashable {
  /// The HTTP status of the response.
  package let status: Int
  /// The value of the header `Request-Id`, or nil.
  package let requestID: String?
  /// The members of the error object in Stripe's order.
  package let fields: JSONObject

  /// Creates an error from its parts.
  package init(status: Int, requestID: String?, fields: JSONObject) {
    self.status = status
    self.requestID = requestID
    self.fields = fields
  }

  /// Reads an error response; a body without an error object becomes a message that says so.
  package init(_ response: APIResponse) {
    let body = try? JSONValue(parsing: response.body)
    let fields: JSONObject =
      switch body?["error"] {
      case .object(let object)?: object
      case .string(let text)?: ["message": .string(text)]
      default:
        ["message": .string("the server answered \(response.status) without an error object")]
      }
    self.init(status: response.status, requestID: response.requestID, fields: fields)
  }

  /// Stripe's kind of error, such as `card_error`.
  package var type: String? { fields["type"]?.string }
  /// Stripe's code of the error, such as `resource_missing`.
  package var code: String? { fields["code"]?.string }
  /// The name of the parameter that the error is about.
  package var param: String? { fields["param"]?.string }
  /// Stripe's message, or "no message".
  package var message: String { fields["message"]?.string ?? "no message" }
}
