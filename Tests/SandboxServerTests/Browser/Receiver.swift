import Hummingbird
import JSON
import StripeSandbox
import Synchronization
import Testing

/// A seller's server: it receives webhooks, and is where customers come back to.
final class Receiver: Sendable {
  private let received = Mutex<[(signature: String, body: [UInt8])]>([])
  private let secret = Mutex("")
  private let serving = Mutex<Task<Void, any Error>?>(nil)

  /// Begins to serve, and returns the port.
  func serve() async throws -> Int {
    let responder = CallbackResponder<BasicRequestContext> { [self] request, _ in
      guard request.method == .post else {
        return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: "Welcome back")))
      }
      let body = try await request.body.collect(upTo: 1 << 20)
      let name = HTTPFields.Element.Name(WebhookSignature.headerName)
      let signature = name.flatMap { request.headers[$0] } ?? ""
      received.withLock { $0.append((signature, Array(body.readableBytesView))) }
      return Response(status: .ok)
    }
    let (ports, announce) = AsyncStream.makeStream(of: Int.self)
    var application = Application(
      responder: responder, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { announce.yield($0.localAddress?.port ?? 0) })
    application.logger.logLevel = .critical
    let running = application
    serving.withLock { $0 = Task { try await running.run() } }
    return try #require(await ports.first { _ in true })
  }

  func end() { serving.withLock { $0?.cancel() } }

  /// Checks all signatures with a secret from now on.
  func trust(_ secret: String) { self.secret.withLock { $0 = secret } }

  /// The events of a name that were received and are genuine.
  func events(_ name: String) throws -> [JSONValue] {
    let secret = secret.withLock(\.self)
    return try received.withLock(\.self).compactMap { signature, body -> JSONValue? in
      let time = signature.dropFirst(2).prefix { $0 != "," }
      let genuine = WebhookSignature.header(
        of: body, secret: secret, time: Int(time) ?? 0)
      guard signature == genuine else { return .none }
      let event = try JSONValue(parsing: body)
      guard event["type"]?.string == name else { return .none }
      return event
    }
  }

  /// Waits until so many events of a name have come.
  func wait(
    for name: String, count: Int = 1, _ isRight: (JSONValue) -> Bool = { _ in true }
  ) async throws -> JSONValue {
    while true {
      let events = try events(name).filter(isRight)
      if events.count >= count { return events[count - 1] }
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}
