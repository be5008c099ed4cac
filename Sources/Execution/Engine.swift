import Diagnostics
import JSON
import Logging
import Planning
import StripeWire

/// The options of an engine that do not come from its plans.
package struct EngineOptions: Sendable {
  /// The `Stripe-Version` header of every request.
  package var apiVersion: String?
  /// The `Stripe-Account` header of every request.
  package var account: String?
  /// The `Stripe-Context` header of every request.
  package var context: String?
  /// The retry policy of single requests.
  package var retries: RetryPolicy
  /// The retry policy of each request of a job, within the job's budget.
  package var jobRetries: RetryPolicy
  /// The seconds for which jobs wait while Stripe is down.
  package var patience: Double
  /// The maximum number of concurrent requests.
  package var concurrency: Int
  /// The rate limits.
  package var limits: RateLimits
  /// True to record updates with the values that they replace, which may cost one more request.
  package var keepsPrevious: Bool

  /// Creates options; the defaults are those of the embedded sandbox.
  package init(
    apiVersion: String? = nil, account: String? = nil, context: String? = nil,
    retries: RetryPolicy = RetryPolicy(), jobRetries: RetryPolicy = .job, patience: Double = 600,
    concurrency: Int = 32, limits: RateLimits = .unlimited, keepsPrevious: Bool = false
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

/// The engine's access to clocks, randomness, tasks and output, given by the program or by a test.
package struct EngineDependencies: Sendable {
  /// Returns Unix seconds with fractions, for records: this clock may be changed at any time.
  package var now: @Sendable () -> Double
  /// Returns seconds of the monotonic clock, with fractions, for rates and durations.
  package var elapsed: @Sendable () -> Double
  /// Waits for some seconds.
  ///
  /// - Throws: `CancellationError` when the task is cancelled.
  package var sleep: @Sendable (_ seconds: Double) async throws -> Void
  /// Returns a random number from 0 to 1.
  package var randomness: @Sendable () -> Double
  /// Returns a key that was never used.
  package var makeIdempotencyKey: @Sendable () -> IdempotencyKey
  /// Called with the record of every call.
  package var record: @Sendable (OperationRecord) -> Void
  /// Called with each notice for the user.
  package var notice: @Sendable (EngineNotice) -> Void
  /// The log of requests.
  package var log: Logger
  /// Starts a task that continues while its reader does something else.
  package var startTask: @Sendable (@escaping @Sendable () async -> Void) -> Task<Void, Never>
  /// The directory for temporary files: of rows that are sorted, or that wait for earlier ones.
  package var temporaryDirectory: String
  /// Opens the files whose rows statements read.
  package var inputFiles = InputFiles.all

  /// Creates dependencies that record and announce nothing by default.
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
  /// The options that the engine was created with.
  package let options: EngineOptions
  let transport: any Transport
  let dependencies: EngineDependencies
  let rateLimiter: AdaptiveRateLimiter
  let circuitBreaker: CircuitBreaker
  let semaphore: Semaphore
  let waits: WaitAnnouncer
  let recentWrites: RecentWrites

  /// Creates an engine that has sent nothing yet.
  package init(
    transport: any Transport, options: EngineOptions, dependencies: EngineDependencies
  ) {
    self.transport = transport
    self.options = options
    self.dependencies = dependencies
    rateLimiter = AdaptiveRateLimiter(options.limits, concurrency: options.concurrency)
    circuitBreaker = CircuitBreaker(patience: options.patience, dependencies)
    semaphore = Semaphore(options.concurrency)
    waits = WaitAnnouncer(dependencies)
    recentWrites = RecentWrites(elapsed: dependencies.elapsed)
  }

  /// The number of requests that may be concurrent: enough to keep the account's rate; 1 on this
  /// machine, and before the first response.
  package var width: Int {
    get async { await width(for: Endpoint(APIRequest(.get, "/"))) }
  }

  /// Returns the number of requests that may be concurrent to one endpoint.
  func width(for endpoint: Endpoint) async -> Int {
    await rateLimiter.width(for: endpoint, at: dependencies.elapsed())
  }
}
