import Hummingbird
import StripeSandbox
import StripeWire

/// An HTTP server for a sandbox, on the loopback interface only.
package struct SandboxHTTPServer: Sendable {
  /// Stripe's own bodies are far smaller.
  private static let largestBody = 16 * 1024 * 1024

  private let stripe: FaultyStripe

  package init(_ sandbox: Sandbox, faults: FaultPlan = .none) {
    stripe = FaultyStripe(sandbox, plan: faults)
  }

  init(_ stripe: FaultyStripe) {
    self.stripe = stripe
  }

  /// What has been asked so far.
  package var traffic: Traffic { stripe.traffic }

  /// Serves until the task is cancelled or the process receives a signal to stop.
  ///
  /// - Parameters:
  ///   - port: 0 lets the system choose one.
  ///   - onListening: called once with the port, when requests can come.
  package func run(
    port: Int, onListening: @escaping @Sendable (_ port: Int) async -> Void
  ) async throws {
    let responder = CallbackResponder<ServedRequestContext> { [stripe] request, context in
      try await Self.answer(request, stripe, context)
    }
    var application = Application(
      responder: responder,
      configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: "sandbox"),
      onServerRunning: { channel in await onListening(channel.localAddress?.port ?? port) })
    // Only this program's own words belong on its error stream.
    application.logger.logLevel = .critical
    try await application.run()
  }

  private static func answer(
    _ request: Request, _ stripe: FaultyStripe, _ context: ServedRequestContext
  ) async throws -> Response {
    var request = request
    let body = try await request.collectBody(upTo: largestBody)
    var headers: [String: String] = [:]
    for field in request.headers { headers[field.name.canonicalName] = field.value }
    let received = SandboxRequest(
      method: request.method.rawValue, target: request.uri.string, headers: headers,
      body: Array(buffer: body))
    if let refusal = refusal(of: request) {
      return try await response(.whole(stripe.sandbox.refuse(received, refusal)), context)
    }
    return try await response(stripe.deliver(received), context)
  }

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
