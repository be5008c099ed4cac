import Hummingbird
import SandboxPages
import StripeSandbox
import StripeWire

/// An HTTP server for a sandbox, on the loopback interface only.
package struct SandboxHTTPServer: Sendable {
  /// Stripe's own bodies are far smaller.
  private static let largestBody = 16 * 1024 * 1024

  /// The time within which a request's body must arrive, in seconds.
  private static let slowestBody = 60.0

  private let stripe: FaultyStripe
  private let report: @Sendable (DeliveryReport) -> Void
  private let log: @Sendable (RequestReport) -> Void
  /// The clock and the waiting of the server itself; the faults have their own.
  private let waiting: FaultEnvironment

  /// - Parameters:
  ///   - report: called with each attempt to deliver an event.
  ///   - log: called with each request once it is answered.
  package init(
    _ sandbox: Sandbox, faults: FaultPlan = .none,
    report: @escaping @Sendable (DeliveryReport) -> Void = { _ in },
    log: @escaping @Sendable (RequestReport) -> Void = { _ in }
  ) {
    stripe = FaultyStripe(sandbox, plan: faults)
    self.report = report
    self.log = log
    waiting = .system
  }

  init(_ stripe: FaultyStripe, waiting: FaultEnvironment = .system) {
    self.stripe = stripe
    self.waiting = waiting
    report = { _ in }
    log = { _ in }
  }

  /// The numbers of requests so far.
  package var traffic: Traffic { stripe.traffic }

  /// Serves until the task is cancelled or the process receives a signal to stop.
  ///
  /// - Parameters:
  ///   - port: 0 lets the system choose one.
  ///   - onListening: called once with the port, when requests can come.
  /// - Throws: The error of the system if the port cannot be opened.
  package func run(
    port: Int, onListening: @escaping @Sendable (_ port: Int) async -> Void
  ) async throws {
    let responder = CallbackResponder<ServedRequestContext> {
      [stripe, waiting, log] request, context in
      let start = ContinuousClock.now
      let response = try await Self.answer(request, stripe, waiting, context)
      log(RequestReport(request, response, took: ContinuousClock.now - start))
      return response
    }
    let (listening, announce) = AsyncStream.makeStream(of: Void.self)
    var application = Application(
      responder: responder,
      configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: "sandbox"),
      onServerRunning: { [sandbox = stripe.sandbox] channel in
        let port = channel.localAddress?.port ?? port
        sandbox.servePages(at: "http://127.0.0.1:\(port)")
        await onListening(port)
        announce.yield()
      })
    // Only this program's own words belong on its error stream.
    application.logger.logLevel = .critical
    let running = application
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        // Whoever serves decides first where events go.
        for await _ in listening { break }
        await deliver()
      }
      group.addTask { await DutyTimer(sandbox: stripe.sandbox, waiting: waiting).run() }
      defer { group.cancelAll() }
      try await running.run()
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

  private static func answer(
    _ request: Request, _ stripe: FaultyStripe, _ waiting: FaultEnvironment,
    _ context: ServedRequestContext
  ) async throws -> Response {
    var headers: [String: String] = [:]
    for field in request.headers { headers[field.name.canonicalName] = field.value }
    headers["host"] = request.head.authority ?? headers["host"]
    var received = SandboxRequest(
      method: request.method.rawValue, target: request.uri.string, headers: headers)
    do {
      if let refusal = refusal(of: request) { throw refusal }
      received.body = try await body(of: request, waiting)
    } catch let refusal as SandboxError {
      let answer = stripe.sandbox.refuse(received, refusal)
      // What is left of the body is not waited for.
      return try await response(.cut(answer, afterBytes: answer.body.count), context)
    }
    if let page = await BrowserPages(stripe.sandbox).answer(received) {
      return response(page, .init(byteBuffer: ByteBuffer(bytes: page.body)))
    }
    return try await response(stripe.deliver(received), context)
  }

  /// - Throws: `SandboxError` where the body is too large, or does not come in time.
  private static func body(
    of request: Request, _ waiting: FaultEnvironment
  ) async throws -> [UInt8] {
    let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
    return try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
      group.addTask { try await read(request.body) }
      group.addTask {
        try await waiting.sleep(slowestBody)
        return nil
      }
      defer { group.cancelAll() }
      guard let body = try await group.next() ?? nil else {
        throw length > largestBody ? tooLarge : tooSlow
      }
      return body
    }
  }

  /// A client that is still sending when its connection closes never reads the answer: a body that
  /// is too large is read to its end, and thrown away.
  private static func read(_ body: RequestBody) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    var count = 0
    for try await part in body {
      count += part.readableBytes
      if count <= largestBody { bytes.append(contentsOf: part.readableBytesView) }
    }
    guard count <= largestBody else { throw tooLarge }
    return bytes
  }

  private static let tooLarge = SandboxError(
    413, "The request body is longer than \(largestBody) bytes.")

  private static let tooSlow = SandboxError(
    408, "The request body did not arrive within \(Int(slowestBody)) seconds.")

  /// The first `Host` is the request's authority, and any other is left among the headers.
  private static func refusal(of request: Request) -> SandboxError? {
    let more = request.headers.filter { $0.name.canonicalName == "host" }.map(\.value)
    let hosts = [request.head.authority].compactMap { $0 } + more
    return LocalCallers.refusal(hosts: hosts, origins: request.headers[values: .origin])
  }

  private static func response(
    _ delivery: Delivery, _ context: ServedRequestContext
  ) async throws -> Response {
    switch delivery {
    case .whole(let answer):
      return response(answer, .init(byteBuffer: ByteBuffer(bytes: answer.body)))
    case .cut(let answer, let count):
      return response(answer, context.cutting(answer.body, afterBytes: count))
    case .closed:
      return await context.closed()
    case .silence:
      // However long the client is willing to wait.
      try await context.waitUntilClosed()
      return await context.closed()
    }
  }

  private static func response(_ answer: APIResponse, _ body: ResponseBody) -> Response {
    var fields = HTTPFields()
    for (name, value) in answer.headers.sorted(by: { $0.key < $1.key }) {
      if let name = HTTPFields.Element.Name(name) { fields[name] = value }
    }
    return Response(status: .init(code: answer.status), headers: fields, body: body)
  }
}
