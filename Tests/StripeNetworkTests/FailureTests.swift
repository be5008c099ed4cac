import StripeNetwork
import StripeWire
import Synchronization
import Testing

@Suite("Answers that do not come")
struct FailureTests {
  private let request = APIRequest(.get, "/v1/customers")

  private func error(
    of reply: Reply, _ change: (inout NetworkSettings) -> Void = { _ in }
  ) async throws -> TransportError? {
    await #expect(throws: TransportError.self) {
      try await exchange(request, reply: reply, change)
    }
  }

  private func isReset(_ error: TransportError?) -> Bool {
    if case .reset? = error { true } else { false }
  }

  @Test("a port without a server refuses")
  func refused() async throws {
    try await withDeafPort { port in
      let error = await #expect(throws: TransportError.self) {
        try await withTransport(settings(port: port)) { try await $0.send(request) }
      }
      #expect(error == .refused("no server at http://127.0.0.1:\(port)"))
    }
  }

  @Test("a silent server is given up on when the time is over")
  func silent() async throws {
    let error = try await error(of: .silence) { $0.timeout = .milliseconds(60) }
    #expect(error == .timedOut(seconds: 0.06))
  }

  @Test("the time is for the whole answer, not for its beginning alone")
  func slowBody() async throws {
    let half = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345"
    let error = try await error(of: .answer(half)) { $0.timeout = .milliseconds(60) }
    #expect(error == .timedOut(seconds: 0.06))
  }

  @Test(
    "an answer cut short is never taken for a whole one",
    arguments: [
      "", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n123",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n123\r\n",
    ])
  func truncated(text: String) async throws {
    let closed = try await error(of: .answerAndClose(text))
    #expect(isReset(closed), "\(String(describing: closed))")
    let reset = try await error(of: .answerAndReset(text))
    #expect(isReset(reset), "\(String(describing: reset))")
  }

  @Test("what does not speak HTTP is found out")
  func gibberish() async throws {
    let error = try await error(of: .answerAndClose("SSH-2.0-OpenSSH_9.2\r\n\r\n"))
    guard case .invalid? = error else { return #expect(error == .invalid("")) }
  }

  @Test("TLS with a server that speaks none is unreachable, and says so without the key")
  func noTLS() async throws {
    try await StubServer.run(.answerAndClose("HTTP/1.1 400 No\r\n\r\n")) { server in
      var settings = try settings(port: server.port)
      settings.base = try APIBase("https://127.0.0.1:\(server.port)")
      settings.timeout = .seconds(60)
      settings.connectTimeout = .milliseconds(300)
      let error = await #expect(throws: TransportError.self) {
        try await withTransport(settings) { try await $0.send(request) }
      }
      guard case .unreachable(let text)? = error else {
        return #expect(error == .unreachable(""))
      }
      #expect(!text.contains("NeverToBeSeen"))
    }
  }

  @Test("an answer without an end is left at the limit")
  func endless() async throws {
    let start = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nEA60\r\n"
    let text = start + String(repeating: " ", count: 60_000) + "\r\n"
    let error = try await error(of: .answer(text)) { $0.maximumResponseBytes = 50_000 }
    #expect(error == .invalid("the response is longer than 50000 bytes"))
  }

  @Test("an answer that unpacks to more than the limit is left there, and not asked for again")
  func bomb() async throws {
    // A hundred thousand blanks.
    let packed = """
      H4sIAAAAAAACA+3BMQEAAADCoCrrn9IaHkABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
      AAAArwYt8HnKoIYBAA==
      """
    let body = try #require(decodedBase64(packed))
    let head =
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(body.count)\r\n\r\n"
    let reply = Reply.answerBytes(Array(head.utf8) + body)
    let error = try await error(of: reply) { $0.maximumResponseBytes = 50_000 }
    #expect(error == .invalid("the response is longer than 50000 bytes"))
    let whole = try await exchange(request, reply: reply) { $0.maximumResponseBytes = 100_000 }
    #expect(whole.response.body.count == 100_000)
  }

  private func decodedBase64(_ text: String) -> [UInt8]? {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var (bits, count, bytes) = (0, 0, [UInt8]())
    for letter in text.utf8 where letter != UInt8(ascii: "=") {
      guard let value = letters.firstIndex(of: letter) else { return nil }
      (bits, count) = (bits << 6 | value, count + 6)
      guard count >= 8 else { continue }
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> count))
      bits &= (1 << count) - 1
    }
    return bytes
  }

  @Test("a cancelled task is left at once, however long the server would take")
  func cancellation() async throws {
    let arrived = AsyncStream<Void>.makeStream()
    let reply: @Sendable (ReceivedRequest) -> Reply = { _ in
      arrived.continuation.yield()
      return .silence
    }
    try await StubServer.run(replying: reply) { server in
      try await withTransport(settings(port: server.port)) { transport in
        let request = request
        let task = Task { try await transport.send(request) }
        for await _ in arrived.stream { break }
        task.cancel()
        // The server never answers: left to itself the request would time out.
        await #expect(throws: CancellationError.self) { try await task.value }
      }
    }
  }

  @Test("a closed transport sends nothing more")
  func closed() async throws {
    try await StubServer.run(.ok("{}")) { server in
      let transport = try NetworkTransport(settings(port: server.port))
      _ = try await transport.send(request)
      await transport.shutdown()
      await transport.shutdown()
      let error = await #expect(throws: TransportError.self) { try await transport.send(request) }
      guard case .invalid? = error else { return #expect(error == .invalid("")) }
      #expect(server.requests.count == 1)
    }
  }

  @Test("a transport that was never closed may be dropped")
  func dropped() async throws {
    try await StubServer.run(.ok("{}")) { server in
      let response = try await NetworkTransport(settings(port: server.port)).send(request)
      #expect(response.status == 200)
    }
  }

  @Test("a key no header can hold is refused without being shown")
  func unsendableKey() async throws {
    let error = try await error(of: .ok("{}")) { $0.key = APIKey("\(secret)\r\nX-Evil: 1") }
    guard case .invalid(let text)? = error else { return #expect(error == .invalid("")) }
    #expect(!text.contains("NeverToBeSeen"))
  }

  @Test("settings show neither the key nor a proxy's password, also in a dump")
  func descriptions() throws {
    var settings = try settings(port: 1)
    settings.environment = ["HTTPS_PROXY": "http://u:pa55word@p", "STRIPE_API_KEY": secret]
    let transport = try NetworkTransport(settings)
    var dumped = ""
    dump(settings, to: &dumped)
    dump(transport, to: &dumped)
    for text in ["\(settings)", String(reflecting: settings), "\(transport)", dumped] {
      #expect(!text.contains("NeverToBeSeen") && !text.contains("pa55word"), "\(text)")
    }
  }
}
