import JSON
import StripeNetwork
import StripeWire
import Testing

/// Never seen by any Stripe; the tests look for it where it must not be.
let secret = "sk_test_51NeverToBeSeenAnywhere"

/// Settings for a server on the loopback. A request may take long: the machine may be busy with
/// other tests, and only those that are about the timeout shorten it. For the same reason a
/// connection may rest for long.
func settings(port: Int) throws -> NetworkSettings {
  var settings = NetworkSettings(
    base: try APIBase("http://127.0.0.1:\(port)"), key: APIKey(secret), userAgent: "pinstripe/test")
  settings.timeout = .seconds(3600)
  settings.idleTimeout = .seconds(3600)
  return settings
}

/// Sends by a transport that is closed afterwards.
func withTransport<Result>(
  _ settings: NetworkSettings, _ work: (NetworkTransport) async throws -> Result
) async throws -> Result {
  let transport = try NetworkTransport(settings)
  do {
    let result = try await work(transport)
    await transport.shutdown()
    return result
  } catch {
    await transport.shutdown()
    throw error
  }
}

/// Sends one request to a stub and gives what both sides saw.
func exchange(
  _ request: APIRequest, reply: Reply, _ change: (inout NetworkSettings) -> Void = { _ in }
) async throws -> (response: APIResponse, received: [ReceivedRequest]) {
  try await StubServer.run(reply) { server in
    var settings = try settings(port: server.port)
    change(&settings)
    let response = try await withTransport(settings) { try await $0.send(request) }
    return (response, server.requests)
  }
}

@Suite("Requests over a socket")
struct NetworkTransportTests {
  @Test("a GET goes out with its query, key, version and account")
  func get() async throws {
    var request = APIRequest(
      .get, "/v1/customers/search",
      ["query": "name:\"é & b\" AND metadata[\"k\"]:'50%'", "expand": ["data.sources"]])
    request.apiVersion = "2026-10-28.endive"
    request.account = "acct_1"
    request.context = "acct_2"
    let (response, received) = try await exchange(request, reply: .ok("{}"))
    #expect(
      response
        == APIResponse(
          status: 200, headers: ["content-length": "2"], body: Array("{}".utf8)))
    let sent = try #require(received.first)
    let query = "query=name%3A%22%C3%A9+%26+b%22+AND+metadata%5B%22k%22%5D%3A%2750%25%27"
    #expect(
      sent.requestLine
        == "GET /v1/customers/search?\(query)&expand%5B0%5D=data.sources HTTP/1.1")
    #expect(sent.headers["authorization"] == "Bearer \(secret)")
    #expect(sent.headers["stripe-version"] == "2026-10-28.endive")
    #expect(sent.headers["stripe-account"] == "acct_1")
    #expect(sent.headers["stripe-context"] == "acct_2")
    #expect(sent.headers["user-agent"] == "pinstripe/test")
    #expect(sent.headers["idempotency-key"] == nil)
    #expect(sent.body.isEmpty)
  }

  @Test("a POST goes out as a form with its idempotency key")
  func post() async throws {
    var request = APIRequest(.post, "/v1/customers", ["metadata": ["a b": "c&d", "po": nil]])
    request.idempotencyKey = IdempotencyKey("key-1")
    let (_, received) = try await exchange(request, reply: .ok("{}"))
    let sent = try #require(received.first)
    #expect(sent.requestLine == "POST /v1/customers HTTP/1.1")
    #expect(sent.headers["content-type"] == "application/x-www-form-urlencoded")
    #expect(sent.headers["idempotency-key"] == "key-1")
    #expect(sent.body == "metadata[a+b]=c%26d&metadata[po]=")
  }

  @Test("an empty POST says that its length is nothing")
  func emptyPost() async throws {
    let (_, received) = try await exchange(
      APIRequest(.post, "/v1/invoices/in_1/finalize"), reply: .ok("{}"))
    #expect(received.first?.headers["content-length"] == "0")
  }

  @Test("a v2 POST goes out as JSON, a DELETE without a body")
  func otherMethods() async throws {
    let (_, posted) = try await exchange(
      APIRequest(.post, "/v2/core/events", ["a": nil]), reply: .ok("{}"))
    #expect(posted.first?.body == #"{"a":null}"#)
    #expect(posted.first?.headers["content-type"] == "application/json")
    let (_, deleted) = try await exchange(
      APIRequest(.delete, "/v1/customers/cus%2F1"), reply: .ok("{}"))
    #expect(deleted.first?.requestLine == "DELETE /v1/customers/cus%2F1 HTTP/1.1")
    #expect(deleted.first?.body.isEmpty == true)
  }

  @Test("settings stand in where a request names no version, account or context")
  func defaults() async throws {
    var own = APIRequest(.get, "/v1/balance")
    own.apiVersion = "mine"
    for (request, version) in [(APIRequest(.get, "/v1/balance"), "pinned"), (own, "mine")] {
      let (_, received) = try await exchange(request, reply: .ok("{}")) {
        $0.apiVersion = "pinned"
        $0.account = "acct_9"
        $0.context = "acct_8/acct_7"
      }
      #expect(received.first?.headers["stripe-version"] == version)
      #expect(received.first?.headers["stripe-account"] == "acct_9")
      #expect(received.first?.headers["stripe-context"] == "acct_8/acct_7")
    }
  }

  @Test(
    "an answer of any status is an answer, with its headers in lower case",
    arguments: ["302 Found", "402 Payment Required", "429 Too Many Requests", "500 Oops"])
  func statuses(status: String) async throws {
    let headers = "Request-Id: req_1\r\nLocation: http://127.0.0.1:1/\r\nX-A: 1\r\nx-a: 2\r\n"
    let (response, received) = try await exchange(
      APIRequest(.get, "/v1/a"), reply: .ok("no", status: status, headers: headers))
    #expect(response.status == Int(status.prefix(3)))
    #expect(response.requestID == "req_1")
    #expect(response.headers["x-a"] == "1, 2")
    #expect(response.body == Array("no".utf8))
    #expect(received.count == 1)
  }

  @Test("connections are kept between requests")
  func keepAlive() async throws {
    try await StubServer.run(.ok("{}")) { server in
      try await withTransport(settings(port: server.port)) { transport in
        for _ in 0..<10 { _ = try await transport.send(APIRequest(.get, "/v1/a")) }
      }
      // A request may come before the connection of the last one is back.
      let connections = server.requests.map(\.connection)
      #expect(connections.count == 10 && Set(connections).count < 10)
    }
  }

  @Test("a chunked answer is put together")
  func chunked() async throws {
    let text =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
      + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    let (response, _) = try await exchange(APIRequest(.get, "/v1/a"), reply: .answer(text))
    #expect(response.body == Array("abcde".utf8))
  }

  @Test("a compressed answer is unpacked, and an over-long one refused by its unpacked length")
  func compressed() async throws {
    // gzip of 2000 letters `a`.
    let packed: [UInt8] = [
      31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 75, 76, 28, 5, 163, 96, 20, 140, 130, 81, 48, 10, 70,
      193, 80, 7, 0, 57, 62, 19, 168, 208, 7, 0, 0,
    ]
    let head =
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n"
    let reply = Reply.answerBytes(Array(head.utf8) + packed)
    let (response, _) = try await exchange(APIRequest(.get, "/v1/a"), reply: reply)
    #expect(response.body == Array(repeating: UInt8(ascii: "a"), count: 2000))
    await #expect(throws: TransportError.self) {
      try await exchange(APIRequest(.get, "/v1/a"), reply: reply) {
        $0.maximumResponseBytes = 1000
      }
    }
  }

  @Test("an answer may be as long as the limit and no longer")
  func tooLong() async throws {
    let request = APIRequest(.get, "/v1/a")
    let (response, _) = try await exchange(request, reply: .ok("12345")) {
      $0.maximumResponseBytes = 5
    }
    #expect(response.body.count == 5)
    await #expect(throws: TransportError.invalid("the response is longer than 4 bytes")) {
      try await exchange(request, reply: .ok("12345")) { $0.maximumResponseBytes = 4 }
    }
  }
}
