import StripeWire
import Synchronization
import Testing

@testable import Console

/// What is said of waits for Stripe.
@Suite struct WaitingTests {
  /// Answers with a rate limit before every answer, with seconds to wait.
  private static func transport(_ seconds: [Int]) -> AnsweringTransport {
    let sent = Atomic<Int>(0)
    return AnsweringTransport { _ in
      let number = sent.add(1, ordering: .relaxed).oldValue
      guard number % 2 == 0, number / 2 < seconds.count else {
        return AnsweringTransport.json(200, #"{"id":"cus_1","object":"customer"}"#)
      }
      return APIResponse(status: 429, headers: ["retry-after": "\(seconds[number / 2])"])
    }
  }

  private static let statements = Array(repeating: "get customer cus_1", count: 4)
    .joined(separator: "\n")

  @Test func `a file of messages has the waits that are longer than before, and their sum`()
    async throws
  {
    let place = try TestPlace(Self.transport([8, 8, 5, 9]))
    #expect(await place.run(Self.statements) == 0)
    #expect(
      place.messages.text == """
        waiting 8 s: Stripe's rate limit (429)
        waiting 9 s: Stripe's rate limit (429)
        4 requests were sent again

        """)
  }

  @Test func `a terminal has one line, which goes before anything else is written`() async throws {
    let place = try TestPlace(
      Self.transport([8, 8]), isTerminal: true, showsMessagesOnTerminal: true)
    #expect(await place.run("let a = get customer cus_1\nlet b = get customer cus_1") == 0)
    let cleared = "\r\u{1B}[K"
    let line = cleared + "waiting 8 s: Stripe's rate limit (429)"
    #expect(place.messages.text == line + line + cleared + "2 requests were sent again\n")
    let shown = try TestPlace(
      Self.transport([8]), isTerminal: true, showsMessagesOnTerminal: true)
    #expect(await shown.run("let a = get customer cus_1\nprint $a.id") == 0)
    #expect(shown.everything.text.hasSuffix("cus_1\n1 request was sent again\n"))
  }

  @Test func `waits are not told where nobody listens, nor those that are short`() async throws {
    let quiet = try TestPlace(Self.transport([8]))
    #expect(await quiet.run("get customer cus_1", settings: [.quiet: true]) == 0)
    #expect(quiet.messages.text == "")
    let short = try TestPlace(Self.transport([1]))
    #expect(await short.run("get customer cus_1") == 0)
    #expect(short.messages.text == "")
  }
}
