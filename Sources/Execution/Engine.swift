import Diagnostics
import JSON
import Logging
import Planning
import StripeWire

/// What an engine is told beside its plans.
public struct EngineOptions: Sendable {
  /// Sent with every request.
  public var apiVersion: String?
  public var account: String?
  public var context: String?
  public var retries: RetryPolicy
  /// For each request of a job, within its budget.
  public var jobRetries: RetryPolicy
  /// Seconds for which jobs wait while Stripe is down.
  public var patience: Double
  /// Requests under way at once, at most.
  public var concurrency: Int
  public var limits: RateLimits
  /// Whether updates are recorded with the values that they replace, which may take a request more.
  public var keepsPrevious: Bool

  public init(
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
public struct EngineSurroundings: Sendable {
  /// Unix seconds with fractions.
  public var now: @Sendable () -> Double
  /// Waits; throws when cancelled.
  public var sleep: @Sendable (_ seconds: Double) async throws -> Void
  /// From 0 to 1.
  public var randomness: @Sendable () -> Double
  /// A key that was never used.
  public var makeIdempotencyKey: @Sendable () -> IdempotencyKey
  /// Told of every call.
  public var record: @Sendable (OperationRecord) -> Void
  /// Told what a person should know while it works.
  public var notice: @Sendable (EngineNotice) -> Void
  public var log: Logger
  /// Begins a task that goes on while its reader does something else.
  public var startTask: @Sendable (@escaping @Sendable () async -> Void) -> Task<Void, Never>
  /// Where more rows than memory should hold are sorted, or wait for those that come before them.
  public var temporaryDirectory: String

  public init(
    now: @escaping @Sendable () -> Double,
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
public struct Engine: Sendable {
  public let options: EngineOptions
  let transport: any Transport
  let surroundings: EngineSurroundings
  let pacer: Pacer
  let gate: Gate
  let slots: Slots

  public init(
    transport: any Transport, options: EngineOptions, surroundings: EngineSurroundings
  ) {
    self.transport = transport
    self.options = options
    self.surroundings = surroundings
    pacer = Pacer(options.limits, concurrency: options.concurrency)
    gate = Gate(patience: options.patience, surroundings)
    slots = Slots(options.concurrency)
  }

  /// Requests that may be under way at once: as many as keep the account's pace; one where it
  /// answers at once, and as long as it has not answered anything.
  public var width: Int {
    get async { await pacer.width(for: Endpoint(APIRequest(.get, "/"))) }
  }
}
