import JSON

/// A refusal in Stripe's own shape: a status and the members of its `error` object.
package struct SandboxError: Error, Sendable, Hashable {
  /// `error.type`: the four values v1 knows. Source: the SDK's `ErrorObject`.
  package enum Kind: String, Sendable {
    case apiError = "api_error"
    case cardError = "card_error"
    case idempotencyError = "idempotency_error"
    case invalidRequest = "invalid_request_error"
  }

  /// The HTTP status of the response.
  package var status: Int
  /// The error's `type`.
  package var kind: Kind
  /// The error's `message`.
  package var message: String
  /// `error.code`, for example "resource_missing".
  package var code: String?
  /// The parameter at fault, in form notation: `items[0][price]`.
  package var param: String?
  /// Further members, such as `decline_code`, `charge` or `payment_intent`.
  package var details: JSONObject = [:]
  /// True if what the life cycle stored before throwing stays: a declined payment leaves a charge.
  package var keepsChanges = false
  /// True if the request was refused before anything ran, so that no idempotent answer is kept.
  package var isBeforeExecution = false
  /// True if the answer names the log of the request.
  var hasLog = true

  /// Creates an error with all its members.
  package init(
    _ status: Int = 400, _ kind: Kind = .invalidRequest, _ message: String, code: String? = nil,
    param: String? = nil, details: JSONObject = [:], keepsChanges: Bool = false
  ) {
    self.status = status
    self.kind = kind
    self.message = message
    self.code = code
    self.param = param
    self.details = details
    self.keepsChanges = keepsChanges
  }

  /// 404, or 400 where a parameter rather than the path names the object: "No such customer: 'x'".
  package static func missing(_ type: String, _ id: String, param: String = "id", status: Int = 404)
    -> SandboxError
  {
    SandboxError(
      status, "No such \(type): '\(id)'", code: "resource_missing", param: param)
  }

  /// 400: "Missing required param: x."
  package static func missingParameter(_ param: String) -> SandboxError {
    SandboxError(
      "Missing required param: \(param).", code: "parameter_missing", param: param)
  }

  /// 402: a card said no. The failed charge is named in `details`.
  package static func card(_ message: String, code: String, details: JSONObject = [:])
    -> SandboxError
  {
    SandboxError(402, .cardError, message, code: code, details: details, keepsChanges: true)
  }

  /// 500: the store failed, which is the sandbox's fault and never the caller's.
  package static func store(_ error: any Error) -> SandboxError {
    SandboxError(500, .apiError, "The sandbox could not use its database: \(error)")
  }
}

extension SandboxError {
  /// Creates an `invalid_request_error` with status 400.
  package init(_ message: String, code: String? = nil, param: String? = nil) {
    self.init(400, .invalidRequest, message, code: code, param: param)
  }

  /// Creates an `invalid_request_error` with another status.
  package init(_ status: Int, _ message: String, code: String? = nil, param: String? = nil) {
    self.init(status, .invalidRequest, message, code: code, param: param)
  }
}
