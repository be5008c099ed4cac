import StripeSandbox
import StripeWire

extension FaultyStripe {
  /// A delivery as it looks to a client in the same process.
  /// - Throws: `TransportError` where no whole answer came, in the time given.
  func send(_ request: SandboxRequest, timeout: Double) async throws -> APIResponse {
    guard plan.latency <= timeout else {
      try await environment.sleep(timeout)
      throw TransportError.timedOut(seconds: timeout)
    }
    switch try await deliver(request) {
    case .whole(let answer):
      return answer
    case .cut:
      throw TransportError.reset(
        "the sandbox closed the connection before the response was complete")
    case .closed:
      throw TransportError.reset("the sandbox closed the connection")
    case .silence:
      try await environment.sleep(timeout)
      throw TransportError.timedOut(seconds: timeout)
    }
  }
}
