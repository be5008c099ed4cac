import StripeWire
import Synchronization
import Testing

@testable import SandboxServer
@testable import StripeSandbox

/// What becomes of connections and requests where the server ends, and of ports.
@Suite struct ServerEndTests {
  private static let request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"

  @Test func requestsUnderWayAreAnswered() async throws {
    let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
    let (ends, ended) = AsyncStream.makeStream(of: Void.self)
    let (serving, port) = try await Served.start { _ in
      // It is carried out even where its task is cancelled.
      await Task { () -> Delivery in
        arrived.yield()
        for await _ in ends { break }
        return .whole(APIResponse(status: 200, body: Array("done".utf8)))
      }.value
    }
    async let answer = LoopbackSocket.exchange(Self.request, port: port)
    for await _ in arrivals { break }
    serving.cancel()
    ended.yield()
    #expect(try await answer.hasSuffix("\r\n\r\ndone"))
    #expect(try await answer.contains("Connection: close\r\n"))
    try await serving.value
  }

  @Test func requestsThatWaitAreGivenUp() async throws {
    let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
    let (serving, port) = try await Served.start { _ in
      arrived.yield()
      try await Task.sleep(for: .seconds(600))
      return .closed
    }
    async let answer = LoopbackSocket.exchange(Self.request, port: port)
    for await _ in arrivals { break }
    serving.cancel()
    try await serving.value
    #expect(try await answer == "")
  }

  @Test func connectionsWithoutARequestAreClosed() async throws {
    let (serving, port) = try await Served.start { _ in .whole(APIResponse(status: 200)) }
    // The first answer shows that the connection is open; it is not the client that closes it.
    let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
    async let answer = LoopbackSocket.exchange(Self.request, port: port) { received in
      if received.hasSuffix("\r\n\r\n") { arrived.yield() }
      return false
    }
    for await _ in arrivals { break }
    serving.cancel()
    try await serving.value
    #expect(try await answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
  }

  @Test func silenceEndsWithTheClientOrTheServer() async throws {
    let (serving, port) = try await Served.start { _ in .silence }
    #expect(try await LoopbackSocket.exchange(Self.request, port: port, closesHalf: true) == "")
    async let answer = LoopbackSocket.exchange(Self.request, port: port)
    serving.cancel()
    try await serving.value
    _ = try? await answer
  }

  /// A client that takes no answers gets no more than fit into the system's buffers.
  @Test func answersWaitForTheirClient() async throws {
    let size = 1 << 20
    let answered = Atomic(0)
    let taken = try await Served.run({ request in
      guard request.method == "POST" else { return .whole(APIResponse(status: 200)) }
      answered.add(1, ordering: .relaxed)
      return .whole(APIResponse(status: 200, body: [UInt8](repeating: 0x61, count: size)))
    }) { port in
      let head = "POST / HTTP/1.1\r\nHost: localhost\r\n"
      let text =
        String(repeating: head + "\r\n", count: 63) + head + "Connection: close\r\n\r\n"
      let received = try await LoopbackSocket.exchange(text, port: port) {
        // Others are served as often as it takes for the first to have had its chance.
        for _ in 0..<200 {
          _ = try await LoopbackSocket.exchange(
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", port: port)
        }
        #expect(answered.load(ordering: .relaxed) < 32)
      }
      return received.utf8.count
    }
    #expect(taken > 64 * size)
    #expect(answered.load(ordering: .relaxed) == 64)
  }

  @Test func aPortIsForOneServer() async throws {
    let (serving, port) = try await Served.start { _ in .closed }
    let behavior = ServedConnection.Behavior(
      answer: { _ in .closed }, waitForBody: {}, now: { 0 })
    do {
      try await HTTPListener.run(port: port, behavior) { _ in Issue.record("two servers") }
      Issue.record("no error")
    } catch {
      #expect("\(error)".contains("Address already in use"))
    }
    serving.cancel()
    try await serving.value
    // It is free as soon as its server has ended.
    let next = Task {
      try await HTTPListener.run(port: port, behavior) { _ in
        withUnsafeCurrentTask { $0?.cancel() }
      }
    }
    try await next.value
  }
}
