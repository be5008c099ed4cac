import SandboxPages
import StripeSandbox
import StripeWire

/// An HTTP server for a sandbox, on the loopback interface only.
package struct SandboxHTTPServer: Sendable {
  /// The time within which a request's body must arrive, in seconds.
  private static let slowestBody = 60.0

  private let stripe: FaultyStripe
  private let report: @Sendable (DeliveryReport) -> Void
  private let log: @Sendable (RequestReport) -> Void
  /// The clock and the waiting of the server itself; the faults have their own.
  private let waiting: FaultEnvironment
  private let clock: @Sendable () -> Int

  /// - Parameters:
  ///   - clock: Unix seconds, for the dates of answers.
  ///   - report: called with each attempt to deliver an event.
  ///   - log: called with each request once it is answered.
  package init(
    _ sandbox: Sandbox, faults: FaultPlan = .none, clock: @escaping @Sendable () -> Int,
    report: @escaping @Sendable (DeliveryReport) -> Void = { _ in },
    log: @escaping @Sendable (RequestReport) -> Void = { _ in }
  ) {
    stripe = FaultyStripe(sandbox, plan: faults, environment: .system) { request in
      await Self.wholly { await sandbox.respond(to: request) }
    }
    self.report = report
    self.log = log
    waiting = .system
    self.clock = clock
  }

  init(_ stripe: FaultyStripe, waiting: FaultEnvironment = .system) {
    self.stripe = stripe
    self.waiting = waiting
    clock = { 0 }
    report = { _ in }
    log = { _ in }
  }

  /// The numbers of requests so far.
  package var traffic: Traffic { stripe.traffic }

  /// Serves until the task is cancelled; requests under way are answered then.
  ///
  /// - Parameters:
  ///   - port: 0 lets the system choose one.
  ///   - onListening: called once with the port, when requests can come.
  /// - Throws: The error of the system if the port cannot be opened.
  package func run(
    port: Int, onListening: @escaping @Sendable (_ port: Int) async -> Void
  ) async throws {
    let behavior = ServedConnection.Behavior(
      answer: { [self] request in
        let start = ContinuousClock.now
        let delivery = try await answer(request)
        log(RequestReport(request, delivery, took: ContinuousClock.now - start))
        return delivery
      },
      waitForBody: { [waiting] in try await waiting.sleep(Self.slowestBody) },
      now: clock)
    let (listening, announce) = AsyncStream.makeStream(of: Void.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        // Whoever serves decides first where events go.
        for await _ in listening { break }
        await deliver()
      }
      group.addTask { await DutyTimer(sandbox: stripe.sandbox, waiting: waiting).run() }
      defer { group.cancelAll() }
      try await HTTPListener.run(port: port, behavior) { port in
        stripe.sandbox.servePages(at: "http://127.0.0.1:\(port)")
        await onListening(port)
        announce.yield()
      }
    }
  }

  /// Delivers events until the task is cancelled.
  private func deliver() async {
    let sender = NetworkWebhookSender()
    let deliverer = WebhookDeliverer(
      stripe.sandbox, sender, plan: stripe.plan, report: report)
    await deliverer.run(stripe.sandbox, waiting) { _ in }
    await sender.shutdown()
  }

  private func answer(_ request: ReceivedRequest) async throws -> Delivery {
    let received = request.forSandbox
    if let refusal = refusal(of: request) {
      let answer = stripe.sandbox.refuse(received, refusal)
      return .cut(answer, afterBytes: answer.body.count)
    }
    let pages = BrowserPages(stripe.sandbox)
    if let page = await Self.wholly({ await pages.answer(received) }) { return .whole(page) }
    return try await stripe.deliver(received)
  }

  /// Does work to its end, even where the server ends.
  private static func wholly<Result: Sendable>(
    _ work: @escaping @Sendable () async -> Result
  ) async -> Result {
    await Task { await work() }.value
  }

  private func refusal(of request: ReceivedRequest) -> SandboxError? {
    let refusal = LocalCallers.refusal(
      hosts: request.values(of: "host"), origins: request.values(of: "origin"))
    switch request.body {
    case .whole: return refusal
    case .tooLong: return refusal ?? Self.tooLarge
    case .late: return refusal ?? Self.tooSlow
    }
  }

  private static let tooLarge = SandboxError(
    413, "The request body is longer than \(IncomingBody.largest) bytes.")

  private static let tooSlow = SandboxError(
    408, "The request body did not arrive within \(Int(slowestBody)) seconds.")
}
