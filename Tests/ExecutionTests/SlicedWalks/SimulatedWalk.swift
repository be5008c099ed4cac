import StripeWire

@testable import Execution
@testable import SandboxServer
@testable import StripeSandbox

/// A walk of a list over slices, within its pace, by a clock that jumps from event to event: what
/// the drivers of both do, without a socket and without a wait.
struct SimulatedWalk {
  struct Report {
    var rows: [Int] = []
    var seconds = 0.0
    /// When the first rows were handed on.
    var secondsToFirstRow: Double?
    var requests = 0
    var limited = 0
    var mostUnderWay = 0
    var mostBytesHeld = 0
    var mostBytesInMemory = 0

    var limitedShare: Double { Double(limited) / Double(max(1, requests)) }
  }

  private enum Event {
    case book(RangeScanScheduler.Command, RetryState)
    case send(RangeScanScheduler.Command, RetryState)
    case answer(RangeScanScheduler.Command, RetryState, sentAt: Double, refusal: String?)
  }

  private let list: ListModel
  private let latency: Double
  /// Requests under way that the server bears; nil for any number.
  private let bears: Int?
  private let rateLimiter: AdaptiveRateLimiter
  private let dice = SplitMix(seed: 11)
  private var limiter: RateLimiter
  private var board: RangeScanScheduler
  private var shelf: SpillBuffer
  private var now = 0.0
  private var events: [(time: Double, event: Event)] = []
  private var onServer = 0
  private var report = Report()

  private static let request = APIRequest(.get, "/v1/invoices")
  private static let endpoint = Endpoint(request)

  init(
    _ list: ListModel, _ command: TimeOrder = .newestFirst, limits: RateLimits, server: FaultPlan,
    bears: Int? = nil, wanted: Int? = nil, memory: Int = 8 << 20
  ) {
    self.list = list
    self.bears = bears
    latency = server.latency
    rateLimiter = AdaptiveRateLimiter(limits, concurrency: EngineOptions().concurrency)
    limiter = RateLimiter(server, at: 0)
    board = RangeScanScheduler(command, pageSize: 100, wanted: wanted)
    shelf = SpillBuffer(directory: "/tmp", budget: memory)
  }

  mutating func run() async throws -> Report {
    while true {
      let width = await rateLimiter.width(for: Self.endpoint, at: now)
      let enough = await rateLimiter.enough(for: Self.endpoint, at: now)
      while let command = board.nextCommand(width: width, enough: enough) {
        events.append((now, .book(command, RetryState(RetryPolicy(), for: Self.request))))
      }
      while let page = board.nextPage() {
        report.rows += try shelf.take(page).compactMap(\.integer)
      }
      measure()
      guard let next = events.indices.min(by: { events[$0].time < events[$1].time }) else { break }
      let (time, event) = events.remove(at: next)
      now = time
      try await handle(event)
    }
    return report
  }

  private mutating func measure() {
    report.seconds = now
    if report.secondsToFirstRow == nil, !report.rows.isEmpty { report.secondsToFirstRow = now }
    report.mostUnderWay = max(report.mostUnderWay, board.underWay)
    report.mostBytesHeld = max(report.mostBytesHeld, board.heldBytes)
    report.mostBytesInMemory = max(report.mostBytesInMemory, shelf.bytesInMemory)
  }

  private mutating func handle(_ event: Event) async throws {
    switch event {
    case .book(let command, let state):
      let wait = await rateLimiter.wait(for: Self.endpoint, at: now)
      // No clock wakes anybody to the moment.
      events.append((now + wait + jitter(), .send(command, state)))
    case .send(let command, let state):
      report.requests += 1
      let refusal = refusal()
      onServer += 1
      let answer = Event.answer(command, state, sentAt: now, refusal: refusal)
      events.append((now + latency + jitter(), answer))
    case .answer(let command, let state, let sentAt, let refusal):
      onServer -= 1
      try await take(command, state, sentAt: sentAt, refusal: refusal)
    }
  }

  private mutating func refusal() -> String? {
    if let bears, onServer >= bears { return "endpoint-concurrency" }
    return limiter.refusal(of: "GET /v1/invoices", at: now)?.rawValue
  }

  private mutating func take(
    _ command: RangeScanScheduler.Command, _ state: RetryState, sentAt: Double, refusal: String?
  ) async throws {
    var state = state
    if let refusal {
      report.limited += 1
      await rateLimiter.limited(Self.endpoint, by: refusal, sentAt: sentAt, at: now)
      let refused = RequestOutcome.response(.failed(429, "rate_limit"))
      let randomness = Double(dice.below(1000)) / 1000
      guard case .slowDown(let wait) = state.advise(after: refused, randomness: randomness) else {
        return
      }
      events.append((now + wait, .book(command, state)))
    } else {
      await rateLimiter.answered(Self.endpoint, after: now - sentAt, at: now)
      if let received = board.received(list.answer(command.parameters), for: command) {
        try shelf.put(received.rows, as: received.page)
      }
    }
  }

  /// Up to three milliseconds.
  private func jitter() -> Double { Double(dice.below(1000)) / 1000 * 0.003 }
}
