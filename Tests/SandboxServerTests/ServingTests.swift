import Dispatch
import JSON
import SandboxTesting
import StripeWire
import Synchronization
import Testing

@testable import SandboxServer
@testable import StripeSandbox

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct ServingTests {
  @Test func theTransportEncodesAndAnswers() async throws {
    let client = try SandboxClient()
    let transport = SandboxTransport(client.sandbox)
    var request = APIRequest(
      .post, "/v1/customers", ["name": "Zoë", "metadata": ["a b": "1&2"]])
    request.idempotencyKey = IdempotencyKey("k1")
    let first = try await transport.send(request)
    let second = try await transport.send(request)
    #expect(first.status == 200)
    #expect(second.headers["idempotent-replayed"] == "true")
    let list = try await transport.send(APIRequest(.get, "/v1/customers", ["limit": 1]))
    let customer = try JSONValue(parsing: list.body)["data"]?[0]
    #expect(customer?["name"] == "Zoë")
    #expect(customer?["metadata"]?["a b"] == "1&2")
  }

  private func serve() async throws -> (port: Int, serving: Task<Void, any Error>) {
    let sandbox = try SandboxClient().sandbox
    let (ports, announcePort) = AsyncStream.makeStream(of: Int.self)
    let serving = Task {
      try await SandboxHTTPServer(sandbox, clock: { 784_111_777 }).run(port: 0) {
        announcePort.yield($0)
      }
    }
    return (try #require(await ports.first { _ in true }), serving)
  }

  /// Bytes in, bytes out, two requests over one connection.
  @Test func theServerSpeaksHTTPOnTheLoopback() async throws {
    let (port, serving) = try await serve()
    defer { serving.cancel() }
    let form = "name=Ann&metadata%5Btier%5D=gold"
    let create = """
      POST /v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sk_test_1\r\n\
      Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(form.utf8.count)\r\n\
      \r\n\(form)
      """
    let list = """
      GET /v1/customers?limit=1 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic \
      c2tfdGVzdF8xOg==\r\nConnection: close\r\n\r\n
      """
    let answer = try await LoopbackSocket.exchange(create + list, port: port)
    #expect(answer.components(separatedBy: "HTTP/1.1 200 OK").count == 3)
    #expect(answer.lowercased().contains("request-id: req_"))
    #expect(answer.contains("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"))
    #expect(answer.components(separatedBy: "\"tier\": \"gold\"").count == 3)
    #expect(answer.contains("\"has_more\": false"))
  }

  /// What a page in a browser sends whose own name was made to mean this machine.
  @Test func theServerAnswersToThisMachinesNamesAlone() async throws {
    let (port, serving) = try await serve()
    defer { serving.cancel() }
    let cases: [(headers: String, status: String)] = [
      ("Host: localhost\r\n", "200 OK"), ("Host: 127.0.0.1:\(port)\r\n", "200 OK"),
      ("host: [::1]:1\r\n", "200 OK"), ("Host: LOCALHOST:80\r\n", "200 OK"),
      ("Host: localhost\r\nOrigin: http://127.0.0.1:8080\r\n", "200 OK"),
      ("", "403 Forbidden"), ("Host: \r\n", "403 Forbidden"),
      ("Host: evil.example\r\n", "403 Forbidden"),
      ("Host: evil.example:\(port)\r\n", "403 Forbidden"),
      ("Host: 127.0.0.1.evil.example\r\n", "403 Forbidden"),
      ("Host: localhost@evil.example\r\n", "403 Forbidden"),
      ("Host: 0.0.0.0:\(port)\r\n", "403 Forbidden"),
      ("Host: localhost\r\nHost: evil.example\r\n", "403 Forbidden"),
      ("Host: evil.example\r\nHost: localhost\r\n", "403 Forbidden"),
      ("Host: localhost\r\nOrigin: https://evil.example\r\n", "403 Forbidden"),
      ("Host: localhost\r\nOrigin: null\r\n", "403 Forbidden"),
    ]
    for (headers, status) in cases {
      let request =
        "GET /v1/balance HTTP/1.1\r\n\(headers)Authorization: Bearer sk_test_1\r\n"
        + "Connection: close\r\n\r\n"
      let answer = try await LoopbackSocket.exchange(request, port: port)
      #expect(answer.hasPrefix("HTTP/1.1 \(status)"), "\(headers): \(answer)")
      #expect(answer.contains("\"error\": {") == (status != "200 OK"))
    }
  }

  @Test func theServerListensOnTheLoopbackAlone() async throws {
    let (port, serving) = try await serve()
    defer { serving.cancel() }
    for address in LoopbackSocket.otherAddresses() {
      await #expect(throws: LoopbackSocket.Failure.self) {
        try await LoopbackSocket.exchange("GET / HTTP/1.1\r\n\r\n", to: address, port: port)
      }
    }
  }
}

/// The plainest client there is: sends all, then reads until the other side is done.
enum LoopbackSocket {
  struct Failure: Error {
    let step: String
  }

  /// Whether what was received is all, of a server that leaves the connection open.
  typealias End = @Sendable (_ received: String) -> Bool

  /// It waits on a thread of its own: those of tasks are as few as the machine's cores, and the
  /// server needs them.
  ///
  /// - Parameter closesHalf: true to say that nothing more is sent.
  static func exchange(
    _ text: String, to address: UInt32 = loopback, port: Int, closesHalf: Bool = false,
    isEnd: End? = nil
  ) async throws -> String {
    try await onAThread {
      let socket = try sending(text, address, port)
      defer { close(socket.number) }
      if closesHalf { shutdown(socket.number, Int32(SHUT_WR)) }
      return try received(from: socket, isEnd)
    }
  }

  /// Does something else before it reads.
  static func exchange(
    _ text: String, port: Int, beforeReading: () async throws -> Void
  ) async throws -> String {
    let socket = try await onAThread { try sending(text, loopback, port) }
    defer { close(socket.number) }
    try await beforeReading()
    return try await onAThread { try received(from: socket, nil) }
  }

  private static func onAThread<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Swift.Result { try work() }) }
    }
  }

  static let loopback: UInt32 = 0x7F00_0001

  /// The machine's IPv4 addresses but for those of the loopback.
  static func otherAddresses() -> [UInt32] {
    var list: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&list) == 0 else { return [] }
    defer { freeifaddrs(list) }
    return sequence(first: list) { $0?.pointee.ifa_next }.compactMap { entry in
      guard let address = entry?.pointee.ifa_addr, address.pointee.sa_family == AF_INET
      else { return nil }
      let number = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        UInt32(bigEndian: $0.pointee.sin_addr.s_addr)
      }
      return number >> 24 == 127 ? nil : number
    }
  }

  private struct Connected: Sendable {
    let number: Int32
    /// False if a server that refuses a body answered, and closed, before all of it was written.
    let isWritten: Bool
  }

  private static func sending(_ text: String, _ address: UInt32, _ port: Int) throws -> Connected {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { throw Failure(step: "socket") }
    do { try connect(socket, address, port) } catch {
      close(socket)
      throw error
    }
    let bytes = Array(text.utf8)
    return Connected(
      number: socket, isWritten: write(socket, bytes, bytes.count) == bytes.count)
  }

  private static func received(from socket: Connected, _ isEnd: End?) throws -> String {
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(socket.number, &buffer, buffer.count)
      if count > 0 { answer += buffer[..<count] }
      if count > 0, isEnd?(String(decoding: answer, as: UTF8.self)) != true { continue }
      guard socket.isWritten || !answer.isEmpty else { throw Failure(step: "write") }
      return String(decoding: answer, as: UTF8.self)
    }
  }

  private static func connect(_ socket: Int32, _ host: UInt32, _ port: Int) throws {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = host.bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure(step: "connect") }
  }
}
