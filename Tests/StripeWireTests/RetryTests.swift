import StripeWire
import Testing

@Suite("Retries")
struct RetryTests {
  private let read = APIRequest(.get, "/v1/customers")
  private let bareWrite = APIRequest(.post, "/v1/customers")
  private var write: APIRequest {
    var request = bareWrite
    request.idempotencyKey = IdempotencyKey("k")
    return request
  }

  private func answer(
    _ status: Int, _ headers: [String: String] = [:], body: String = ""
  ) -> RequestOutcome {
    .response(APIResponse(status: status, headers: headers, body: Array(body.utf8)))
  }

  private func advice(
    after outcome: RequestOutcome, for request: APIRequest, randomness: Double = 1
  ) -> RetryAdvice {
    var state = RetryState(RetryPolicy(), for: request)
    return state.advise(after: outcome, randomness: randomness)
  }

  @Test("conflicts and server errors are tried again", arguments: [409, 500, 502, 503, 504])
  func serverErrors(status: Int) {
    #expect(advice(after: answer(status), for: write) == .retry(afterSeconds: 0.5))
    #expect(advice(after: answer(status), for: bareWrite) == .stop)
  }

  @Test(
    "success and the caller's own errors are final",
    arguments: [200, 201, 301, 400, 401, 402, 403, 404, 424])
  func final(status: Int) {
    #expect(advice(after: answer(status), for: read) == .stop)
  }

  @Test("the server's header decides")
  func header() {
    let yes = ["stripe-should-retry": "true"]
    let no = ["stripe-should-retry": "false"]
    #expect(advice(after: answer(400, yes), for: write) == .retry(afterSeconds: 0.5))
    for status in [409, 429, 500] {
      #expect(advice(after: answer(status, no), for: write) == .stop)
    }
    #expect(advice(after: answer(500, ["stripe-should-retry": "odd"]), for: write) != .stop)
  }

  @Test("a declined card and a success are never sent again, whatever the header says")
  func neverAgain() {
    let yes = ["stripe-should-retry": "true"]
    #expect(advice(after: answer(402, yes), for: write) == .stop)
    #expect(advice(after: answer(200, yes), for: write) == .stop)
  }

  @Test("waits double, are spread, and stay between half a second and five")
  func waits() {
    func waits(_ randomness: Double) -> [RetryAdvice] {
      var state = RetryState(RetryPolicy(failureRetries: 6), for: read)
      return (0..<7).map { _ in state.advise(after: answer(500), randomness: randomness) }
    }
    #expect(waits(1) == [0.5, 1, 2, 4, 5, 5].map { .retry(afterSeconds: $0) } + [.stop])
    #expect(waits(0) == [0.5, 0.5, 1, 2, 2.5, 2.5].map { .retry(afterSeconds: $0) } + [.stop])
  }

  @Test("two retries are the default, counted for failures of all kinds")
  func count() {
    var state = RetryState(RetryPolicy(), for: read)
    #expect(state.advise(after: .failure(.reset("")), randomness: 0) != .stop)
    #expect(state.advise(after: answer(500), randomness: 0) != .stop)
    #expect(state.advise(after: .failure(.refused("")), randomness: 0) == .stop)
  }

  @Test("a limit is waited out longer and more often, without using up the retries of failures")
  func limits() {
    var state = RetryState(RetryPolicy(), for: read)
    let waits = (0..<9).map { _ in state.advise(after: answer(429), randomness: 1) }
    #expect(
      waits == [1, 2, 4, 8, 16, 30, 30, 30].map { .slowDown(afterSeconds: $0) } + [.stop])
    #expect(state.advise(after: answer(500), randomness: 1) == .retry(afterSeconds: 0.5))
  }

  @Test("a limited write was not done, so it may be sent again without a key")
  func limitedWrite() {
    #expect(advice(after: answer(429), for: bareWrite) == .slowDown(afterSeconds: 1))
    let old = answer(400, body: #"{"error":{"code":"rate_limit","message":"busy"}}"#)
    #expect(advice(after: old, for: bareWrite) == .slowDown(afterSeconds: 1))
  }

  @Test("a lock is waited for, and slows nothing else down; a limit with that code does")
  func locks() {
    let body = #"{"error":{"code":"lock_timeout","message":"busy"}}"#
    #expect(advice(after: answer(429, body: body), for: bareWrite) == .awaitLock(afterSeconds: 0.5))
    let reason = ["stripe-rate-limited-reason": "endpoint-rate"]
    #expect(
      advice(after: answer(429, reason, body: body), for: write) == .slowDown(afterSeconds: 1))
    #expect(advice(after: answer(409, body: body), for: write) == .retry(afterSeconds: 0.5))
  }

  @Test("locks and limits are bounded by the seconds they cost together")
  func lockSeconds() {
    let lock = answer(429, body: #"{"error":{"code":"lock_timeout","message":"busy"}}"#)
    var state = RetryState(RetryPolicy(limitSeconds: 10), for: write)
    let advice = [lock, answer(429), lock, lock, answer(429), lock, lock, lock].map {
      state.advise(after: $0, randomness: 1)
    }
    #expect(
      advice == [
        .awaitLock(afterSeconds: 0.5), .slowDown(afterSeconds: 1), .awaitLock(afterSeconds: 1),
        .awaitLock(afterSeconds: 2), .slowDown(afterSeconds: 2), .awaitLock(afterSeconds: 4),
        .stop, .stop,
      ])
  }

  @Test("a job's request is sent again more often")
  func jobs() {
    var state = RetryState(.job, for: write)
    let waits = (0..<11).map { _ in state.advise(after: answer(500), randomness: 1) }
    #expect(waits.filter { $0 != .stop }.count == 10)
    #expect(waits.last == .stop)
  }

  @Test("a probe that fails is no retry, and one that is answered ends as any other request")
  func probes() {
    var state = RetryState(RetryPolicy(failureRetries: 1), for: write)
    for _ in 0..<5 {
      #expect(state.advise(after: answer(500), isProbe: true, randomness: 1) == .awaitService)
    }
    #expect(state.advise(after: answer(402), isProbe: true, randomness: 1) == .stop)
    #expect(state.advise(after: answer(500), randomness: 1) == .retry(afterSeconds: 0.5))
    #expect(state.advise(after: answer(500), randomness: 1) == .stop)
  }

  @Test("Retry-After lengthens a wait where it is reasonable")
  func retryAfter() {
    func wait(_ text: String) -> RetryAdvice {
      advice(after: answer(503, ["retry-after": text]), for: read)
    }
    #expect(wait("7") == .retry(afterSeconds: 7))
    #expect(wait("60") == .retry(afterSeconds: 60))
    for text in ["0", "-1", "61", "nan", "Wed, 21 Oct 2026 07:28:00 GMT", "0.1"] {
      #expect(wait(text) == .retry(afterSeconds: 0.5))
    }
    let limited = answer(429, ["retry-after": "12"])
    #expect(advice(after: limited, for: read) == .slowDown(afterSeconds: 12))
  }

  @Test("a write that may have arrived is sent again only under its key")
  func lostAnswers() {
    for error in [TransportError.reset("x"), .timedOut(seconds: 1)] {
      #expect(advice(after: .failure(error), for: read) != .stop)
      #expect(advice(after: .failure(error), for: write) != .stop)
      #expect(advice(after: .failure(error), for: bareWrite) == .stop)
    }
    #expect(advice(after: .failure(.refused("x")), for: bareWrite) != .stop)
    #expect(advice(after: .failure(.unreachable("x")), for: bareWrite) != .stop)
    #expect(advice(after: .failure(.invalid("x")), for: read) == .stop)
  }

  @Test("a policy can forbid retries")
  func never() {
    var state = RetryState(.never, for: read)
    #expect(state.advise(after: answer(500), randomness: 1) == .stop)
    #expect(state.advise(after: answer(429), randomness: 1) == .stop)
  }
}
