import JSON
import StripeWire
import Testing

@testable import SandboxServer
@testable import StripeSandbox

/// Faults as they look on a connection.
@Suite struct FaultServingTests {
  @Test func aResetEndsTheConnectionWithinTheAnswer() async throws {
    let answers = try await ask(20, "reset=100%")
    let bodies = answers.filter { !$0.isEmpty }.map(Self.announcedAndCome)
    // Some connections end before any answer, some within it; none brings a whole one.
    #expect(!bodies.isEmpty && bodies.count < answers.count)
    for (announced, come) in bodies { #expect(come < announced) }
  }

  @Test func aTruncatedBodyIsAsLongAsItIsSaidToBe() async throws {
    for answer in try await ask(5, "truncated=100%") {
      let (announced, come) = Self.announcedAndCome(answer)
      #expect(answer.hasPrefix("HTTP/1.1 200 OK"))
      #expect(announced == come)
      #expect(!answer.hasSuffix("}\n"))
    }
  }

  @Test func aLimitSaysWhatItIsFor() async throws {
    let world = try FaultyWorld { $0.endpointRate = 1 }
    let answers = try await ask(2, of: world.stripe)
    #expect(answers[0].hasPrefix("HTTP/1.1 200 OK"))
    #expect(answers[1].hasPrefix("HTTP/1.1 429 Too Many Requests"))
    #expect(answers[1].lowercased().contains("stripe-rate-limited-reason: endpoint-rate\r\n"))
    #expect(
      world.stripe.traffic.description.hasPrefix("{\"requests\":2,\"limited\":1,\"faults\":0,"))
  }

  /// What so many connections with one request each bring.
  private func ask(_ count: Int, _ failures: String) async throws -> [String] {
    let failures = try FaultPlan.failures(failures)
    return try await ask(count, of: FaultyWorld { $0.failures = failures }.stripe)
  }

  private func ask(_ count: Int, of stripe: FaultyStripe) async throws -> [String] {
    let (ports, announcePort) = AsyncStream.makeStream(of: Int.self)
    let serving = Task {
      try await SandboxHTTPServer(stripe).run(port: 0) { announcePort.yield($0) }
    }
    defer { serving.cancel() }
    let port = try #require(await ports.first { _ in true })
    let request = """
      GET /v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sk_test_1\r\n\
      Connection: close\r\n\r\n
      """
    var answers: [String] = []
    for _ in 0..<count {
      answers.append(try await LoopbackSocket.exchange(request, port: port))
    }
    return answers
  }

  /// The length that a head announces, and that of the body behind it.
  private static func announcedAndCome(_ answer: String) -> (announced: Int, come: Int) {
    let bytes = Array(answer.utf8)
    let end = Array("\r\n\r\n".utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: end) } ?? bytes.count
    let head = String(decoding: bytes[..<start], as: UTF8.self).lowercased()
    let field = head.split(separator: "\r\n").first { $0.hasPrefix("content-length: ") }
    let announced = field.flatMap { Int($0.dropFirst("content-length: ".count)) } ?? -1
    return (announced, max(0, bytes.count - start - end.count))
  }
}
