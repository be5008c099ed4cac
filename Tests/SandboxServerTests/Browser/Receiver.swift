import JSON
import StripeSandbox
import StripeWire
import Synchronization
import Testing

@testable import SandboxServer

/// A seller's server: it receives webhooks, and is where customers come back to.
final class Receiver: Sendable {
  private let received = Mutex<[(signature: String, body: [UInt8])]>([])
  private let secret = Mutex("")
  private let serving = Mutex<Task<Void, any Error>?>(nil)

  /// Begins to serve, and returns the port.
  func serve() async throws -> Int {
    let behavior = ServedConnection.Behavior(
      answer: { [self] request in
        guard request.method == "POST", case .whole(let body) = request.body else {
          return .whole(APIResponse(status: 200, body: Array("Welcome back".utf8)))
        }
        let signature = request.values(of: WebhookSignature.headerName).first ?? ""
        received.withLock { $0.append((signature, body)) }
        return .whole(APIResponse(status: 200))
      },
      waitForBody: { try await Task.sleep(for: .seconds(60)) }, now: { 0 })
    let (ports, announce) = AsyncStream.makeStream(of: Int.self)
    let running = Task {
      try await HTTPListener.run(port: 0, behavior) { announce.yield($0) }
    }
    serving.withLock { $0 = running }
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
