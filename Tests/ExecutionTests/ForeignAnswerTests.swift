import JSON
import StripeWire
import Testing

@testable import Execution

/// Answers of something else than Stripe, and requests to other hosts than the API's.
@Suite struct ForeignAnswerTests {
  private static let page = "\u{FEFF} <!DOCTYPE html><html><head><title>Wi-Fi</title></head></html>"

  private func failure(_ answer: APIResponse, _ text: String) async throws -> (Failure?, Int) {
    let transport = ScriptedTransport { _, _ in answer }
    let engine = makeEngine(transport)
    let failure = await #expect(throws: Failure.self) { try await engine.rows(text) }
    return (failure, transport.requests.count)
  }

  @Test(arguments: [
    "list invoices", "get customer cus_1", "query invoices where total > 0 via search",
    "query invoices where customer in (cus_1, cus_2)",
  ])
  func `a web page is named as one, at once`(text: String) async throws {
    let (failure, requests) = try await failure(.ok(Self.page), text)
    #expect(failure?.message.hasPrefix("the response is a web page") == true)
    #expect(failure?.exitCode == 5)
    #expect(requests == 1)
  }

  @Test func `so are a redirect, whose address is not shown, and a text`() async throws {
    let redirect = APIResponse(
      status: 307, headers: ["location": "https://u:p@portal.example/login?session=secret"])
    let (led, requests) = try await failure(redirect, "list invoices")
    #expect(led?.message.contains("redirected to portal.example (status 307)") == true)
    #expect(led?.message.contains("secret") == false)
    #expect([led?.exitCode, Int32(requests)] == [5, 1])
    let (text, _) = try await failure(.ok("please log in"), "list invoices")
    #expect(text?.exitCode == 5)
    let signOn = APIResponse(status: 511, headers: [:], body: Array(Self.page.utf8))
    #expect(try await failure(signOn, "list invoices").0?.exitCode == 5)
  }

  @Test func `a write that a web page answers may have been done`() async throws {
    let engine = makeEngine(ScriptedTransport { _, _ in .ok(Self.page) })
    let call = Call(request: APIRequest(.post, "/v1/customers"), title: "create customer")
    let failure = await #expect(throws: Failure.self) { try await engine.answer(to: call) }
    #expect(failure?.mayBeDone == true)
  }

  @Test(arguments: [
    (#"{"id":"ch_1","object":"charge"}"#, "the response is a charge, not a customer"),
    (#"{"object":"list","data":[]}"#, "the response is a list, not a customer"),
    ("{}", "the response is not a customer"), ("[]", "the response is not a customer"),
    (#"{"id":"cus_2"}"#, "the response is not a customer"),
  ])
  func `get answers with an object of its kind only`(body: String, message: String) async throws {
    let (failure, _) = try await failure(.ok(body), "get customer cus_1")
    #expect(failure?.message == message)
  }

  @Test func `a family has objects of several kinds`() async throws {
    let card = #"{"id":"card_1","object":"card"}"#
    let engine = makeEngine(ScriptedTransport { _, _ in .ok(card) })
    #expect(try await engine.rows("get source card_1 of customer cus_1") == [card])
  }

  @Test(arguments: [
    (#"request POST "/v2/billing/meter_event_stream""#, APIServer.meterEvents),
    (#"request POST "/v1/customers""#, .api), (#"request GET "/v1/files/file_1""#, .api),
  ])
  func `a request goes to the server that the catalog knows`(
    text: String, server: APIServer
  ) async throws {
    let transport = ScriptedTransport { _, _ in .ok("{}") }
    guard case .request(let request) = try plan(text) else { throw Unplanned(message: text) }
    _ = try await makeEngine(transport).send(request)
    #expect(transport.requests.map(\.server) == [server])
  }

  @Test func `a long wait is announced, and a short one is not`() async throws {
    let limited = APIResponse(status: 429, headers: ["retry-after": "8"])
    let notices = Notices()
    let engine = makeEngine(
      ScriptedTransport { _, number in
        number < 3 ? limited : .ok(#"{"id":"cus_1","object":"customer"}"#)
      }, notices: notices)
    _ = try await engine.rows("get customer cus_1")
    #expect(
      notices.all.map(\.sentence)
        == Array(repeating: "waiting 8 s: Stripe's rate limit (429)", count: 3))
    #expect(notices.all.map(\.isRepeated) == [false, true, true])
    let short = Notices()
    let other = makeEngine(
      ScriptedTransport { _, number in
        number < 2 ? .failed(503) : .ok(#"{"id":"cus_1","object":"customer"}"#)
      }, notices: short)
    _ = try await other.rows("get customer cus_1")
    #expect(short.all.isEmpty)
  }

  @Test func `a lock that is held for long is named after some seconds`() async throws {
    let notices = Notices()
    let engine = makeEngine(
      ScriptedTransport { _, number in
        number < 6 ? .failed(429, "lock_timeout") : .ok(#"{"id":"cus_1","object":"customer"}"#)
      }, notices: notices)
    _ = try await engine.rows("get customer cus_1")
    #expect(notices.all.first?.sentence == "waiting 2 s: another request is using the same object")
    #expect(notices.all.count == 4)
  }

  @Test func `of many waits those are new that are longer than all before`() {
    var waits = WaitNotices()
    let said = (0..<100).compactMap { _ in waits.begin(8, after: 0, for: .rateLimit) }
    #expect(said.count(where: { !$0.isRepeated }) == 1)
    #expect(waits.begin(2, after: 0, for: .lock) == nil)
    #expect(
      waits.begin(2, after: 1, for: .lock) == .waiting(seconds: 2, .lock, isLonger: false))
    #expect(
      waits.begin(8.5, after: 0, for: .pace) == .waiting(seconds: 8.5, .pace, isLonger: true))
  }

  @Test func `branches of a union are read side by side`() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, _ in
      let customer = request.parameters["customer"]?.string ?? ""
      let row = #"{"id":"in_\#(customer)","created":1000,"customer":"\#(customer)"}"#
      return .ok(#"{"data":[\#(row)],"has_more":false}"#)
    }
    let engine = makeEngine(
      SlowTransport(transport: transport, time: time, latency: 1), in: time)
    let ids = (0..<12).map { "cus_\($0)" }.joined(separator: ", ")
    let text = "query invoices where customer in (\(ids))"
    let rows = try await time.run { try await engine.ids(text) }
    #expect(rows.count == 12)
    // One alone, to see that somebody answers; then all others together.
    #expect(time.passed <= 3, "\(time.passed)")
  }
}
