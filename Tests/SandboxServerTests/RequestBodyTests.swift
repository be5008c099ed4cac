import JSON
import SandboxTesting
import Testing

@testable import SandboxServer
@testable import StripeSandbox

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite("bodies of requests") struct RequestBodyTests {
  private func serve(
    _ sandbox: Sandbox, waiting: FaultEnvironment = .system
  ) async throws -> (port: Int, serving: Task<Void, any Error>) {
    let (ports, announcePort) = AsyncStream.makeStream(of: Int.self)
    let stripe = FaultyStripe(sandbox, plan: .none)
    let serving = Task {
      try await SandboxHTTPServer(stripe, waiting: waiting).run(port: 0) { announcePort.yield($0) }
    }
    return (try #require(await ports.first { _ in true }), serving)
  }

  private static func head(length: Int) -> String {
    "POST /v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sk_test_1\r\n"
      + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(length)\r\n\r\n"
  }

  /// The time that a body may take has passed as soon as it is waited for.
  private static let impatient = FaultEnvironment(
    now: { 0 },
    sleep: { seconds in
      if seconds < 10 { try await Task.sleep(for: .seconds(600)) }
    })

  @Test("are refused that are longer than 16 MiB")
  func tooLarge() async throws {
    let (port, serving) = try await serve(SandboxClient().sandbox)
    defer { serving.cancel() }
    let size = 16 * 1024 * 1024 + 1
    let request = Self.head(length: size) + String(repeating: "a", count: size)
    let answer = try await LoopbackSocket.exchange(request, port: port)
    #expect(answer.hasPrefix("HTTP/1.1 413"))
    #expect(answer.contains("\"error\": {"))
  }

  @Test("are refused that would be longer and do not come")
  func tooLargeAndSlow() async throws {
    let (port, serving) = try await serve(SandboxClient().sandbox, waiting: Self.impatient)
    defer { serving.cancel() }
    let request = Self.head(length: 1 << 40) + "name="
    let answer = try await LoopbackSocket.exchange(request, port: port)
    #expect(answer.hasPrefix("HTTP/1.1 413"))
  }

  @Test("are given up that do not come")
  func tooSlow() async throws {
    let (port, serving) = try await serve(SandboxClient().sandbox, waiting: Self.impatient)
    defer { serving.cancel() }
    let answer = try await LoopbackSocket.exchange(Self.head(length: 9) + "name=", port: port)
    #expect(answer.hasPrefix("HTTP/1.1 408"))
    #expect(answer.contains("did not arrive within 60 seconds"))
  }

  @Test("are answered by an error where the file was deleted")
  func deletedFile() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "served-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "sandbox.sqlite").path
    let client = try SandboxClient(.file(path))
    _ = try await client.post("/v1/customers")
    for suffix in ["", "-wal", "-shm"] { try FileManager.default.removeItem(atPath: path + suffix) }
    for path in ["/v1/customers", "/v1/products"] {
      let refusal = try await client.refusal(.get, path)
      #expect(refusal.status == 500)
      #expect(refusal.message.contains("was deleted or replaced while it was in use"))
    }
    #expect(try await client.refusal(.post, "/v1/customers").status == 500)
  }
}
