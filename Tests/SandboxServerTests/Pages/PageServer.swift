import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import SandboxServer
@testable import StripeSandbox

/// A served sandbox, and a browser without scripts, eyes or patience.
struct PageServer: Sendable {
  let client: SandboxClient
  let port: Int
  private let serving: Task<Void, any Error>

  init(_ client: SandboxClient) async throws {
    self.client = client
    let (ports, announce) = AsyncStream.makeStream(of: Int.self)
    serving = Task { [sandbox = client.sandbox] in
      try await SandboxHTTPServer(sandbox, clock: { 0 }).run(port: 0) { announce.yield($0) }
    }
    port = try #require(await ports.first { _ in true })
  }

  /// Runs a test against a sandbox of its own.
  static func run(
    _ client: SandboxClient? = nil, _ body: (PageServer) async throws -> Void
  ) async throws {
    let server = try await PageServer(client ?? SandboxClient())
    defer { server.serving.cancel() }
    try await body(server)
  }

  var address: String { "http://127.0.0.1:\(port)" }

  /// The path of an address of this server.
  func path(_ address: JSONValue?) throws -> String {
    let text = try #require(address?.string)
    #expect(text.hasPrefix(self.address + "/"), "\(text)")
    return String(text.dropFirst(self.address.count))
  }

  func get(_ path: String) async throws -> PageAnswer {
    try await send("GET \(path) HTTP/1.1\r\n\(head)\r\n")
  }

  /// A request without a body.
  func send(_ method: String, _ path: String, _ headers: String = "") async throws -> PageAnswer {
    try await send("\(method) \(path) HTTP/1.1\r\n\(head)\(headers)\r\n")
  }

  /// - Parameter origin: nil sends none.
  func post(
    _ path: String, _ form: KeyValuePairs<String, String> = [:], origin: String? = "own"
  ) async throws -> PageAnswer {
    let body = form.map { "\(escaped($0.key))=\(escaped($0.value))" }.joined(separator: "&")
    let origin = origin.map { "Origin: \($0 == "own" ? address : $0)\r\n" } ?? ""
    return try await send(
      "POST \(path) HTTP/1.1\r\n\(head)\(origin)Content-Type: application/x-www-form-urlencoded"
        + "\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }

  private var head: String { "Host: 127.0.0.1:\(port)\r\nConnection: close\r\n" }

  private func send(_ request: String) async throws -> PageAnswer {
    try PageAnswer(await LoopbackSocket.exchange(request, port: port))
  }

  private func escaped(_ text: String) -> String {
    text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// What a server answers a browser.
struct PageAnswer {
  let status: Int
  let headers: [String: String]
  let body: String

  init(_ text: String) throws {
    let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    let lines = parts[0].split(separator: "\r\n")
    let words = try #require(lines.first).split(separator: " ")
    status = try #require(Int(words[1]))
    headers = Dictionary(
      lines.dropFirst().map { line in
        let name = line.prefix { $0 != ":" }
        return (
          name.lowercased(), String(line.dropFirst(name.count + 1).drop(while: \.isWhitespace))
        )
      }
    ) { first, _ in first }
    body = parts.count == 2 ? String(parts[1]) : ""
  }

  var location: String? { headers["location"] }

  /// The values of fields of a name that the page holds.
  func values(of name: String) -> [String] {
    let parts = body.split(
      separator: "name=\"\(name)\" value=\"", omittingEmptySubsequences: false)
    return parts.dropFirst().map { rest in String(rest.prefix { $0 != "\"" }) }
  }
}
