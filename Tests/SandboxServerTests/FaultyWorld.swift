import SandboxTesting
import StripeWire
import Synchronization

@testable import SandboxServer
@testable import StripeSandbox

/// A faulty Stripe over an empty sandbox, whose waits take no time.
struct FaultyWorld {
  let client: SandboxClient
  let stripe: FaultyStripe
  let clock = FaultClock()

  init(_ configure: (inout FaultPlan) -> Void) throws {
    var plan = FaultPlan()
    configure(&plan)
    client = try SandboxClient()
    stripe = FaultyStripe(client.sandbox, plan: plan, environment: clock.environment)
  }

  var transport: SandboxTransport {
    SandboxTransport(client.sandbox, faulty: stripe, timeout: 80)
  }

  func deliver(
    _ method: String, _ target: String, body: String = "", key: String? = nil
  ) async throws -> Delivery {
    var headers = ["authorization": "Bearer sk_test_123456789"]
    if let key { headers["idempotency-key"] = key }
    return try await stripe.deliver(
      SandboxRequest(method: method, target: target, headers: headers, body: Array(body.utf8)))
  }

  /// The answer, nil where none came whole.
  func answer(
    _ method: String, _ target: String, body: String = "", key: String? = nil
  ) async throws -> APIResponse? {
    guard case .whole(let answer) = try await deliver(method, target, body: body, key: key) else {
      return nil
    }
    return answer
  }

  /// Why a request was limited, nil where it was not.
  func reason(_ method: String, _ target: String) async throws -> String? {
    try await answer(method, target)?.headers["stripe-rate-limited-reason"]
  }
}

/// Seconds that pass when they are told to, and a memory of the waits asked for.
final class FaultClock: Sendable {
  private let state = Mutex((now: 0.0, slept: [Double]()))

  var slept: [Double] { state.withLock(\.slept) }

  func advance(_ seconds: Double) {
    state.withLock { $0.now += seconds }
  }

  var environment: FaultEnvironment {
    FaultEnvironment(
      now: { self.state.withLock(\.now) },
      sleep: { seconds in self.state.withLock { $0.slept.append(seconds) } })
  }
}
