import StripeSandbox
import StripeWire
import Synchronization

/// The way in which a response is delivered to the client.
enum Delivery: Sendable, Hashable {
  case whole(APIResponse)
  /// The connection closes after that many bytes of the body, which may be all.
  case cut(APIResponse, afterBytes: Int)
  /// The connection closes before anything came back.
  case closed
  /// Nothing comes, and the connection stays.
  case silence
}

extension Delivery {
  /// The status that the client gets, or that of a service that is not there.
  var status: Int {
    switch self {
    case .whole(let answer), .cut(let answer, _): answer.status
    case .closed, .silence: 503
    }
  }
}

/// The clock of a faulty Stripe: seconds that only go forward, and a way to wait.
struct FaultEnvironment: Sendable {
  let now: @Sendable () -> Double
  let sleep: @Sendable (_ seconds: Double) async throws -> Void

  static let system = {
    let start = ContinuousClock.now
    return FaultEnvironment(
      now: { (ContinuousClock.now - start) / .seconds(1) },
      sleep: { try await Task.sleep(for: .seconds($0)) })
  }()
}

/// A sandbox as Stripe can be: slow, strict and faulty.
///
/// A limited request takes the time of any other. A write that fails may have been carried out all
/// the same, by an even chance: sent again under its idempotency key it is answered as it was
/// carried out, once.
package final class FaultyStripe: Sendable {
  private struct State {
    var limiter: RateLimiter
    var dice: FaultDice
    var traffic = Traffic()
  }

  let sandbox: Sandbox
  let plan: FaultPlan
  let environment: FaultEnvironment
  private let respond: @Sendable (SandboxRequest) async -> APIResponse
  private let state: Mutex<State>

  /// Creates a faulty Stripe with the system's clock.
  package convenience init(_ sandbox: Sandbox, plan: FaultPlan) {
    self.init(sandbox, plan: plan, environment: .system)
  }

  /// - Parameter respond: answers a request without a fault; the sandbox does, if it is nil.
  init(
    _ sandbox: Sandbox, plan: FaultPlan, environment: FaultEnvironment,
    respond: (@Sendable (SandboxRequest) async -> APIResponse)? = nil
  ) {
    self.respond = respond ?? { await sandbox.respond(to: $0) }
    self.sandbox = sandbox
    self.plan = plan
    self.environment = environment
    state = Mutex(
      State(limiter: RateLimiter(plan, at: environment.now()), dice: FaultDice(plan)))
  }

  /// The numbers of requests so far.
  package var traffic: Traffic { state.withLock(\.traffic) }

  /// - Throws: `CancellationError`, where the task ends while the answer is on its way.
  func deliver(_ request: SandboxRequest) async throws -> Delivery {
    let endpoint = sandbox.endpoint(of: request)
    let (refusal, roll) = admit(request, to: endpoint)
    defer { state.withLock { $0.traffic.underWay -= 1 } }
    if plan.latency > 0 { try await environment.sleep(plan.latency) }
    let delivery =
      if let refusal { Delivery.whole(sandbox.limited(request, by: refusal.rawValue)) } else {
        await deliver(request, roll)
      }
    count(delivery)
    return delivery
  }

  private func admit(
    _ request: SandboxRequest, to endpoint: String?
  ) -> (RateLimiter.Reason?, FaultDice.Roll) {
    let now = environment.now()
    return state.withLock { state in
      state.traffic.requests += 1
      state.traffic.endpoints[endpoint ?? "other", default: 0] += 1
      state.traffic.underWay += 1
      state.traffic.widest = max(state.traffic.widest, state.traffic.underWay)
      if let refusal = state.limiter.refusal(of: endpoint, at: now) { return (refusal, .none) }
      let roll = state.dice.roll(for: request)
      if roll.fault != nil { state.traffic.faults += 1 }
      return (nil, roll)
    }
  }

  private func deliver(_ request: SandboxRequest, _ roll: FaultDice.Roll) async -> Delivery {
    switch roll.fault {
    case nil:
      return await .whole(respond(request))
    case .refusal(let refusal):
      if refusal.canFollowExecution, roll.followsExecution {
        _ = await respond(request)
      }
      return .whole(sandbox.failed(request, refusal, isLock: roll.place < 0.5))
    case .reset:
      guard roll.followsExecution else { return .closed }
      let answer = await respond(request)
      return .cut(answer, afterBytes: cut(answer.body, at: roll.place))
    case .truncated:
      var answer = await respond(request)
      guard answer.isSuccess else { return .whole(answer) }
      answer.body.removeLast(answer.body.count - cut(answer.body, at: roll.place))
      return .whole(answer)
    case .timeout:
      if roll.followsExecution { _ = await respond(request) }
      return .silence
    }
  }

  /// A length within the body at which it is no whole JSON: its last two bytes are a closing brace
  /// and a line break.
  private func cut(_ body: [UInt8], at place: Double) -> Int {
    max(0, min(Int(Double(body.count) * place), body.count - 2))
  }

  private func count(_ delivery: Delivery) {
    guard case .whole(let answer) = delivery else { return }
    state.withLock { state in
      state.traffic.bytes += answer.body.count
      if answer.status == 429 { state.traffic.limited += 1 }
    }
  }
}
