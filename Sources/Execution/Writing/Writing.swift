import JSON
import Planning
import StripeWire

extension Engine {
  /// Opens a plan's inputs, and finds the rows of one that is about matching rows.
  public func open(_ plan: WritePlan, _ job: WriteJob = WriteJob()) async throws -> OpenedJob {
    OpenedJob(plan: plan, job: job, inputs: try await WriteInputs(plan, engine: self, job))
  }

  /// Writes a job's inputs, several at once, and hands on the results in the order of the inputs.
  /// - Parameter emit: takes each result; what it throws ends the job.
  public func write(
    _ opened: OpenedJob, emit: (WriteResult) throws -> Void
  ) async throws -> WriteSummary {
    let (plan, job) = (opened.plan, opened.job)
    let retries = plan.input.isBulk ? RetryAllowance.job(RetryBudget()) : .statement
    var inputs = opened.inputs
    var summary = WriteSummary()
    var queue = WriteQueue()
    var problem: (any Error)?
    try await withThrowingTaskGroup(of: (Int, WriteResult).self) { group in
      while true {
        while !summary.wasStopped, let input = try await inputs.next(ifRoomIn: queue, self) {
          let number = queue.begin()
          group.addTask { (number, try await deliver(input, of: plan, job, retries)) }
        }
        guard let (number, result) = try await group.next() else { return }
        queue.end(number, with: result)
        while let result = queue.next() {
          summary.count(result)
          if job.stopsAtFailure, case .failed = result.outcome { summary.wasStopped = true }
          // What was sent beside a row that ends the job has a result as well.
          do {
            try emit(result)
          } catch {
            problem = problem ?? error
            summary.wasStopped = true
          }
        }
      }
    }
    if let problem { throw problem }
    return summary
  }

  /// The requests a plan would send, one after another.
  public func requests(
    of plan: WritePlan, _ job: WriteJob = WriteJob(),
    emit: (Result<PreparedWrite, Failure>) throws -> Void
  ) async throws {
    var inputs = try await WriteInputs(plan, engine: self, job)
    while let input = try inputs.next() { try emit(input.write) }
  }

  /// Asks for one path, for what is no statement: `test connection`.
  public func get(_ path: String, title: String) async throws -> (
    body: RawJSON, milliseconds: Double
  ) {
    let start = surroundings.now()
    let answer = try await answer(to: Call(request: APIRequest(.get, path), title: title))
    return (answer.body, (surroundings.now() - start) * 1000)
  }
}

extension WriteInputs {
  /// The next input, where one more may be under way at the pace in force.
  fileprivate mutating func next(
    ifRoomIn queue: WriteQueue, _ engine: Engine
  ) async throws -> Input? {
    // An endpoint that was not asked yet is asked once before it is asked side by side.
    let width = isOneByOne ? 1 : await lastEndpoint.width(engine.pacer)
    guard queue.hasRoom(width: width) else { return nil }
    return try next()
  }
}

extension Endpoint? {
  fileprivate func width(_ pacer: Pacer) async -> Int {
    guard let self else { return 1 }
    return await pacer.width(for: self)
  }
}
