import StripeSandbox
import StripeWire

extension Sandbox {
  /// A 429 for a limit. Source of the header and its values: Stripe's documentation of rate limits;
  /// no `Retry-After` comes with it.
  func limited(_ request: SandboxRequest, by reason: String) -> APIResponse {
    var answer = refuse(
      request,
      SandboxError(
        429,
        """
        Request rate limit exceeded. You can learn more about rate limits here \
        https://stripe.com/docs/rate-limits.
        """, code: "rate_limit"))
    answer.headers["stripe-rate-limited-reason"] = reason
    return answer
  }

  /// An error that passes. Those of proxies come as a page for people and without a request's id,
  /// for the request never got so far.
  /// - Parameter isLock: whether too many requests are too many for one object, not for a rate.
  func failed(
    _ request: SandboxRequest, _ refusal: Fault.Refusal, isLock: Bool
  ) -> APIResponse {
    switch refusal {
    case .conflict:
      return refuse(request, conflict(with: request))
    case .tooManyRequests where isLock:
      return refuse(request, locked)
    case .tooManyRequests:
      return limited(request, by: RateLimiter.Reason.endpoint.rawValue)
    case .serverError:
      return refuse(request, SandboxError(500, .apiError, "An unknown error occurred."))
    case .unavailable:
      return refuse(
        request,
        SandboxError(503, .apiError, "Stripe is temporarily unavailable. Please try again later."))
    case .badGateway:
      return page(502, "Bad Gateway")
    case .gatewayTimeout:
      return page(504, "Gateway Time-out")
    }
  }

  /// A write meets another under its key, anything else meets a lock.
  private func conflict(with request: SandboxRequest) -> SandboxError {
    guard let key = request.headers["idempotency-key"] else {
      return SandboxError(
        409, "This object is locked by another request. Please try again later.",
        code: "lock_timeout")
    }
    return SandboxError(
      409,
      """
      There is currently another in-progress request using this Idempotent Key (that probably \
      means you submitted twice, and the other request is still going through): \(key). Please \
      try again later.
      """, code: "idempotency_key_in_use")
  }

  /// The 429 that is no limit and has no header. Source: Stripe's documentation of rate limits.
  private var locked: SandboxError {
    SandboxError(
      429,
      """
      This object cannot be accessed right now because another API request or Stripe process is \
      currently accessing it. If you see this error intermittently, retry the request.
      """, code: "lock_timeout")
  }

  private func page(_ status: Int, _ title: String) -> APIResponse {
    let heading = "\(status) \(title)"
    let body =
      "<html>\n<head><title>\(heading)</title></head>\n"
      + "<body><h1>\(heading)</h1></body>\n</html>\n"
    return APIResponse(
      status: status, headers: ["content-type": "text/html"], body: Array(body.utf8))
  }
}
