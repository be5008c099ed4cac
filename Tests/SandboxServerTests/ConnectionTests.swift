import SandboxTesting
import StripeWire
import Synchronization
import Testing

@testable import SandboxServer
@testable import StripeSandbox

/// HTTP as it is on the wire: what clients may send, and what is none.
@Suite struct ConnectionTests {
  private static let fields = "Host: localhost\r\nAuthorization: Bearer sk_test_1\r\n"
  private static let last = fields + "Connection: close\r\n\r\n"

  /// What a sandbox's server answers to bytes, until it closes the connection.
  private func answer(_ text: String, closing: Bool = false) async throws -> String {
    let (ports, announce) = AsyncStream.makeStream(of: Int.self)
    let server = SandboxHTTPServer(try SandboxClient().sandbox, clock: { 0 })
    let serving = Task { try await server.run(port: 0) { announce.yield($0) } }
    defer { serving.cancel() }
    let port = try #require(await ports.first { _ in true })
    return try await LoopbackSocket.exchange(text, port: port, closesHalf: closing)
  }

  private func statuses(_ answer: String) -> [String] {
    answer.components(separatedBy: "HTTP/1.1 ").dropFirst().map { String($0.prefix(3)) }
  }

  @Test(arguments: [
    "garbage\r\n\r\n", "\u{0}\u{1}\r\n\r\n", "GET /v1/balance HTTP/9.9\r\n\(last)",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET /v1/balance HTTP/1.1\r\nX Y: 1\r\n\(last)",
    "POST /v1/customers HTTP/1.1\r\nContent-Length: -1\r\n\(last)",
    "POST /v1/customers HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\(last)ab",
    "POST /v1/customers HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\(last)zz\r\n",
    "GET /v1/balance HTTP/1.1\r\nX: \(String(repeating: "a", count: 82_000))\r\n\(last)",
  ])
  func whatIsNoRequestIsRefused(_ text: String) async throws {
    let answer = try await answer(text)
    #expect(statuses(answer) == ["400"])
    #expect(answer.lowercased().contains("connection: close\r\n"))
  }

  @Test func requestsBeforeABrokenOneAreAnswered() async throws {
    let request = "GET /v1/balance HTTP/1.1\r\n\(Self.fields)\r\n"
    let answers = try await answer(request + request + "\u{0}\r\n\r\n")
    #expect(statuses(answers) == ["200", "200", "400"])
  }

  @Test func nothingIsReadBehindTheLastRequest() async throws {
    let request = "GET /v1/balance HTTP/1.1\r\n\(Self.last)"
    #expect(statuses(try await answer(request + request)) == ["200"])
  }

  @Test func aClientThatClosedItsHalfIsAnswered() async throws {
    let request = "GET /v1/balance HTTP/1.1\r\n\(Self.fields)\r\n"
    #expect(statuses(try await answer(request, closing: true)) == ["200"])
    let answers = try await answer(String(repeating: request, count: 20), closing: true)
    #expect(statuses(answers) == Array(repeating: "200", count: 20))
    #expect(try await answer("", closing: true) == "")
  }

  @Test func headsHaveNoBodies() async throws {
    let heads = "HEAD /v1/balance HTTP/1.1\r\n\(Self.fields)\r\n"
    let answer = try await answer(heads + "GET /v1/balance HTTP/1.1\r\n\(Self.last)")
    let parts = answer.components(separatedBy: "\r\n\r\n")
    #expect(parts.count == 3)
    #expect(parts[0].lowercased().contains("content-length: "))
    #expect(parts[1].hasPrefix("HTTP/1.1 "))
  }

  @Test func oldClientsAreLeftAfterOneAnswer() async throws {
    let request = "GET /v1/balance HTTP/1.0\r\n\(Self.fields)\r\n"
    #expect(statuses(try await answer(request)) == ["200"])
  }

  @Test func wholeAddressesAreTargets() async throws {
    let request = "GET http://localhost:1/v1/balance HTTP/1.1\r\n\(Self.last)"
    #expect(statuses(try await answer(request)) == ["200"])
  }

  @Test func bodiesMayComeInChunks() async throws {
    let head = "POST /v1/customers HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\(Self.last)"
    let answer = try await answer(head + "4\r\nname\r\n4\r\n=Ann\r\n0\r\n\r\n")
    #expect(answer.contains("\"name\": \"Ann\""))
    let chunk = "100000\r\n\(String(repeating: "a", count: 0x100000))\r\n"
    let long = head + String(repeating: chunk, count: 17) + "0\r\n\r\n"
    #expect(statuses(try await self.answer(long)) == ["413"])
  }

  @Test func bodiesAreAskedForWhereClientsWaitForThat() async throws {
    let head = "POST /v1/customers HTTP/1.1\r\nExpect: 100-continue\r\n"
    let short = try await answer(head + "Content-Length: 8\r\n\(Self.last)name=Ann")
    #expect(statuses(short) == ["100", "200"])
    let long = try await answer(head + "Content-Length: 16777217\r\n\(Self.last)")
    #expect(statuses(long) == ["413"])
  }

  @Test func valuesOfFieldsEndNoField() async throws {
    let response = APIResponse(status: 200, headers: ["location": "/a\r\nset-cookie: b"])
    let answer = try await Served.run({ _ in .whole(response) }) { port in
      try await LoopbackSocket.exchange("GET / HTTP/1.1\r\n\(Self.last)", port: port)
    }
    #expect(answer.contains("location: /a  set-cookie: b\r\n"))
  }

  @Test func manyConnectionsAreServedAtOnce() async throws {
    let request = "GET / HTTP/1.1\r\n\(Self.fields)\r\n"
    let text = String(repeating: request, count: 9) + "GET / HTTP/1.1\r\n\(Self.last)"
    let count = try await Served.run({ _ in .whole(APIResponse(status: 200)) }) { port in
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<64 {
          group.addTask { statuses(try await LoopbackSocket.exchange(text, port: port)).count }
        }
        return try await group.reduce(0, +)
      }
    }
    #expect(count == 640)
  }

  @Test func datesAreThoseOfHTTP() {
    #expect(HTTPDate.text(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(HTTPDate.text(951_782_400) == "Tue, 29 Feb 2000 00:00:00 GMT")
  }
}

/// A server whose answers a test decides.
enum Served {
  static func run<Result: Sendable>(
    _ answer: @escaping @Sendable (ReceivedRequest) async throws -> Delivery,
    _ body: (_ port: Int) async throws -> Result
  ) async throws -> Result {
    let (serving, port) = try await start(answer)
    let result = try await body(port)
    serving.cancel()
    try await serving.value
    return result
  }

  static func start(
    _ answer: @escaping @Sendable (ReceivedRequest) async throws -> Delivery
  ) async throws -> (serving: Task<Void, any Error>, port: Int) {
    let behavior = ServedConnection.Behavior(
      answer: answer, waitForBody: { try await Task.sleep(for: .seconds(600)) }, now: { 0 })
    let (ports, announce) = AsyncStream.makeStream(of: Int.self)
    let serving = Task { try await HTTPListener.run(port: 0, behavior) { announce.yield($0) } }
    return (serving, try #require(await ports.first { _ in true }))
  }
}
