import Diagnostics
import JSON
import Logging
import Planning
import StripeWire

/// What an engine is told beside its plans.
package struct EngineOptions: Sendable {
  /// Sent with every request.
  package var apiVersion: String?
  package var account: String?
  package var context: String?
  package var retries: RetryPolicy
  /// For each request of a job, within its budget.
  package var jobRetries: RetryPolicy
  /// Seconds for which jobs wait while Stripe is down.
  package var patience: Double
  /// Requests under way at once, at most.
  package var concurrency: Int
  package var limits: RateLimits
  /// Whether updates are recorded with the values that they replace, which may take a request more.
  package var keepsPrevious: Bool

  package init(
    apiVersion: String? = nil, account: String? = nil, context: String? = nil,
    retries: RetryPolicy = RetryPolicy(), jobRetries: RetryPolicy = .job, patience: Double = 600,
    concurrency: Int = 16, limits: RateLimits = .unlimited, keepsPrevious: Bool = false
  ) {
    self.apiVersion = apiVersion
    self.account = account
    self.context = context
    self.retries = retries
    self.jobRetries = jobRetries
    self.patience = patience
    self.concurrency = concurrency
    self.limits = limits
    self.keepsPrevious = keepsPrevious
  }
}

/// The outside world as the engine needs it, given by whoever starts the program or tests it.
package struct EngineSurroundings: Sendable {
  /// Unix seconds with fractions, for what is recorded: this clock may be set at any moment.
  package var now: @Sendable () -> Double
  /// Seconds since some moment, with fractions, for pace and durations: this clock is never set.
  package var elapsed: @Sendable () -> Double
  /// Waits; throws when cancelled.
  package var sleep: @Sendable (_ seconds: Double) async throws -> Void
  /// From 0 to 1.
  package var randomness: @Sendable () -> Double
  /// A key that was never used.
  package var makeIdempotencyKey: @Sendable () -> IdempotencyKey
  /// Told of every call.
  package var record: @Sendable (OperationRecord) -> Void
  /// Told what a person should know while it works.
  package var notice: @Sendable (EngineNotice) -> Void
  package var log: Logger
  /// Begins a task that goes on while its reader does something else.
  package var startTask: @Sendable (@escaping @Sendable () async -> Void) -> Task<Void, Never>
  /// Where more rows than memory should hold are sorted, or wait for those that come before them.
  package var temporaryDirectory: String

  package init(
    now: @escaping @Sendable () -> Double,
    elapsed: @escaping @Sendable () -> Double,
    sleep: @escaping @Sendable (_ seconds: Double) async throws -> Void,
    randomness: @escaping @Sendable () -> Double,
    makeIdempotencyKey: @escaping @Sendable () -> IdempotencyKey,
    record: @escaping @Sendable (OperationRecord) -> Void = { _ in },
    notice: @escaping @Sendable (EngineNotice) -> Void = { _ in }, log: Logger,
    startTask: @escaping @Sendable (@escaping @Sendable () async -> Void) -> Task<Void, Never> = {
      work in Task { await work() }
    },
    temporaryDirectory: String = "/tmp"
  ) {
    self.now = now
    self.elapsed = elapsed
    self.sleep = sleep
    self.randomness = randomness
    self.makeIdempotencyKey = makeIdempotencyKey
    self.record = record
    self.notice = notice
    self.log = log
    self.startTask = startTask
    self.temporaryDirectory = temporaryDirectory
  }
}

/// Runs plans over a transport.
package struct Engine: Sendable {
  package let options: EngineOptions
  let transport: any Transport
  let surroundings: EngineSurroundings
  let rateLimiter: AdaptiveRateLimiter
  let circuitBreaker: CircuitBreaker
  let semaphore: Semaphore
  let waits: WaitAnnouncer

  package init(
    transport: any Transport, options: EngineOptions, surroundings: EngineSurroundings
  ) {
    self.transport = transport
    self.options = options
    self.surroundings = surroundings
    rateLimiter = AdaptiveRateLimiter(options.limits, concurrency: options.concurrency)
    circuitBreaker = CircuitBreaker(patience: options.patience, surroundings)
    semaphore = Semaphore(options.concurrency)
    waits = WaitAnnouncer(surroundings)
  }

  /// Requests that may be under way at once: as many as keep the account's pace; one where it
  /// answers at once, and as long as it has not answered anything.
  package var width: Int {
    get async { await rateLimiter.width(for: Endpoint(APIRequest(.get, "/"))) }
  }
}
