import JSON

/// Advances test clocks, and removes what lives by them.
struct TestClockService {
  let workspace: Workspace

  /// Lets what is done from here on live by the test clock of a customer, where they have one.
  func follow(customer: String?) throws(SandboxError) {
    guard let customer,
      let id = try workspace.find(Customer.self, customer)?.json.text("test_clock"),
      let clock = try workspace.find(TestClock.self, id)
    else { return }
    guard clock.status == .ready else { throw .clockAdvancing(clock) }
    workspace.move(
      to: SandboxTime(wall: workspace.wall, clock: clock.id, now: clock.frozenTime))
  }

  /// How many duties are done in one step of a clock that advances.
  private static let step = 25

  /// Sets a clock going; the sandbox does the rest before it answers the next request.
  func advance(_ clock: TestClock, _ parameters: Parameters) throws(SandboxError) -> TestClock {
    guard let target = parameters.integer("frozen_time") else {
      throw .missingParameter("frozen_time")
    }
    guard clock.status == .ready else {
      throw SandboxError(
        "Test clock advancement is already in progress. Wait until its status is `ready`.",
        code: "test_clock_advancing")
    }
    guard target > clock.frozenTime else {
      throw SandboxError(
        "You can only advance a test clock to a time after its current frozen time"
          + " (\(clock.frozenTime)).", param: "frozen_time")
    }
    try TestClockLimits.check(target, of: clock, shortest: shortestPeriod(of: clock))
    return try begin(clock, target)
  }

  /// Sets a clock going, no farther than it may go at once.
  func advanceAsFarAsAllowed(_ clock: TestClock, to end: Int) throws(SandboxError) {
    let farthest = try TestClockLimits.farthest(of: clock, shortest: shortestPeriod(of: clock))
    _ = try begin(clock, min(end, farthest))
  }

  private func begin(_ clock: TestClock, _ target: Int) throws(SandboxError) -> TestClock {
    var advancing = clock
    advancing.status = .advancing
    advancing.target = target
    try workspace.save(advancing)
    return advancing
  }

  /// Does some of what lies between the time of a clock and its target.
  func run(_ clock: TestClock) throws(SandboxError) {
    var clock = clock
    let target = clock.target ?? clock.frozenTime
    let drain = DutyDrain(
      transaction: workspace.store, environment: workspace.environment, clock: clock.id,
      end: target, wall: workspace.wall)
    let outcome = try workspace.storing { try drain.run(from: clock.frozenTime, limit: Self.step) }
    if outcome.leavesDeliveries { workspace.leavesDeliveries = true }
    clock.frozenTime = outcome.isDone ? target : outcome.last ?? clock.frozenTime
    if outcome.failure != nil { clock.status = .internalFailure }
    if outcome.isDone { clock.status = .ready }
    if clock.status != .advancing { clock.target = nil }
    try workspace.save(clock)
  }

  /// The shortest period of a subscription that lives by a clock, as a recurring price has it.
  private func shortestPeriod(of clock: TestClock) throws(SandboxError) -> BillingPeriod? {
    var periods: [BillingPeriod] = []
    for customer in try customers(of: clock) {
      for subscription in try workspace.subscriptions.living(of: customer.id) {
        for item in try workspace.subscriptions.items(of: subscription) {
          periods.append(BillingPeriod(item.price))
        }
      }
    }
    return periods.min { $0.end(after: clock.frozenTime) < $1.end(after: clock.frozenTime) }
  }

  private func customers(of clock: TestClock) throws(SandboxError) -> [Customer] {
    try workspace.list(Customer.self, where: "test_clock", equals: clock.id)
  }

  /// Removes the customers of a clock with their subscriptions, and quotes that have none.
  ///
  /// Source: the SDK's words on `TestClock.delete`.
  func removeContents(of clock: TestClock) throws(SandboxError) {
    for customer in try customers(of: clock) {
      for subscription in try workspace.subscriptions.living(of: customer.id) {
        try workspace.subscriptions.end(subscription)
      }
      try workspace.remove(customer)
    }
    for quote in try workspace.list(Quote.self, where: "test_clock", equals: clock.id) {
      try workspace.remove(quote)
    }
  }
}

/// How much may live by one test clock, and how far it may be advanced at once.
///
/// Source: Stripe's guide to test clocks.
enum TestClockLimits {
  static let customers = 3
  static let subscriptions = 3
  private static let nameLength = 300
  private static let periods = 2
  /// For a clock without subscriptions, in seconds.
  private static let span = 2 * 366 * 86_400

  static func check(name: String?) throws(SandboxError) {
    guard let name, name.count > nameLength else { return }
    throw SandboxError(
      "Invalid string: \(name.prefix(20))...; must be at most \(nameLength) characters",
      param: "name")
  }

  /// The latest time that a clock may be advanced to at once, in Unix seconds.
  ///
  /// - Parameter shortest: the shortest period of the clock's subscriptions; nil where there are
  ///   none.
  static func farthest(of clock: TestClock, shortest: BillingPeriod?) -> Int {
    guard let shortest else { return clock.frozenTime + span }
    return BillingCycle(anchor: clock.frozenTime, period: shortest).boundary(periods)
  }

  /// - Parameters:
  ///   - target: the time to advance to, in Unix seconds.
  ///   - shortest: the shortest period of the clock's subscriptions; nil where there are none.
  static func check(_ target: Int, of clock: TestClock, shortest: BillingPeriod?)
    throws(SandboxError)
  {
    let end = farthest(of: clock, shortest: shortest)
    guard target > end else { return }
    let why =
      shortest == nil
      ? "two years from its current frozen time"
      : "two intervals of the shortest subscription that uses it"
    throw SandboxError(
      "You can advance a test clock by at most \(why): until \(end).", param: "frozen_time")
  }
}
