import JSON

/// Stripe's error object, whole, with the status and the request it belongs to.
///
/// `fields` is the `error` member as Stripe wrote it; v1's shape is the SDK's `ErrorObject`.
package struct APIError: Error, Sendable, Hashable {
  package let status: Int
  package let requestID: String?
  package let fields: JSONObject

  package init(status: Int, requestID: String?, fields: JSONObject) {
    self.status = status
    self.requestID = requestID
    self.fields = fields
  }

  /// Reads an error response; a body that is no error object becomes a message that says so.
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

  package var type: String? { fields["type"]?.string }
  package var code: String? { fields["code"]?.string }
  package var param: String? { fields["param"]?.string }
  package var message: String { fields["message"]?.string ?? "no message" }
}
