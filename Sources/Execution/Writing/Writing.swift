import JSON
import Planning
import StripeWire

extension Engine {
  /// Opens a plan's inputs, and finds the rows of a matching write.
  /// - Parameter found: called before each wait with the number of matching rows found so far.
  /// - Throws: `Failure` or `CancellationError`.
  package func open(
    _ plan: WritePlan, _ job: WriteJob = WriteJob(), found: (Int) -> Void = { _ in }
  ) async throws -> OpenedJob {
    guard let key = plan.key else {
      return OpenedJob(
        plan: plan, job: job, inputs: try await WriteInputs(plan, engine: self, job, found: found))
    }
    var job = job
    job.input = try job.input ?? plan.pinnedInput(nil, dependencies)
    // The input is read once for the keys, and again for the writes.
    let keys = try plan.keys(in: job.input)
    let inputs = try await WriteInputs(plan, engine: self, job, found: found)
    return OpenedJob(
      plan: plan, job: job, inputs: inputs, finder: try await KeyFinder(key, of: keys, self))
  }

  /// Writes a job's inputs concurrently, and returns the results in the order of the inputs.
  /// - Parameter emit: called with each result; an error it throws ends the job.
  /// - Throws: the error of `emit`, `Failure` or `CancellationError`.
  package func write(
    _ opened: OpenedJob, emit: (WriteResult) throws -> Void
  ) async throws -> WriteSummary {
    typealias Ending = (number: Int, results: Result<[WriteResult], any Error>)
    let (plan, job, finder) = (opened.plan, opened.job, opened.finder)
    let endings = Channel<Ending>()
    // A request that waits to be sent again makes room for another.
    let retries =
      plan.input.isBulk ? RetryAllowance.job(RetryBudget { endings.wake() }) : .statement
    var groups = WriteGroups(opened.inputs, of: plan, job)
    var summary = WriteSummary()
    var queue = WriteQueue()
    var problem: (any Error)?
    // A discarding group forgets tasks that have ended, so that memory stays flat in a long job.
    try await withThrowingDiscardingTaskGroup { tasks in
      while true {
        while !summary.wasStopped, let group = try await groups.next(ifRoomIn: queue, self) {
          let number = queue.begin(group)
          tasks.addTask {
            endings.put(
              (number, await Result.of { try await deliver(group, of: plan, job, retries, finder) })
            )
          }
        }
        if queue.isEmpty { return }
        await endings.wait()
        try Task.checkCancellation()
        for ending in endings.take() {
          let results = try ending.results.get()
          // No further row is begun from here on, even if the result waits for its turn.
          if job.stopsAtFailure, results.contains(where: \.isFailed) { summary.wasStopped = true }
          queue.end(ending.number, with: results)
        }
        for result in queue.endedInOrder() {
          summary.count(result)
          // Rows that were sent together with a row that ends the job have results as well.
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

  /// Prepares the requests that a plan would send, one after another.
  /// - Parameter emit: called with each request, or with the failure of an input.
  /// - Returns: the number of inputs for which none is sent, because their objects already have the
  ///   values.
  /// - Throws: the error of `emit`, `Failure` or `CancellationError`.
  @discardableResult
  package func requests(
    of plan: WritePlan, _ job: WriteJob = WriteJob(), found: (Int) -> Void = { _ in },
    emit: (Result<PreparedRequest, Failure>) async throws -> Void
  ) async throws -> Int {
    let opened = try await open(plan, job, found: found)
    var groups = WriteGroups(opened.inputs, of: plan, opened.job)
    var unchanged = 0
    while let group = try groups.next() {
      if let failure = group.failure { try await emit(.failure(failure)) }
      do {
        guard let prepared = try await prepared(group, opened) else {
          if group.failure == nil { unchanged += 1 }
          continue
        }
        try await emit(.success(prepared))
      } catch let failure as Failure {
        let name = group.writes.first?.name
        try await emit(.failure(name.map { failure.withRow($0) } ?? failure))
      }
    }
    return unchanged
  }

  /// Returns the request that a group would send; nil if it sends nothing.
  private func prepared(
    _ group: WriteGroup, _ opened: OpenedJob
  ) async throws -> PreparedRequest? {
    let writes = group.writes
    guard let write = writes.first, write.unchanged == nil else { return nil }
    guard let keyed = write.keyed, let finder = opened.finder else {
      return group.request.map { PreparedRequest(request: $0, writes: writes) }
    }
    switch try await step(for: keyed, write, of: opened.plan, opened.job, finder) {
    case .write(let write, _): return PreparedRequest(request: write.request, writes: [write])
    case .unchanged: return nil
    }
  }

  /// Requests one path for something that is not a statement: `test connection`.
  ///
  /// - Throws: `Failure` or `CancellationError`.
  package func get(_ path: String, title: String) async throws -> (
    body: RawJSON, milliseconds: Double
  ) {
    let start = dependencies.elapsed()
    let answer = try await answer(to: Call(request: APIRequest(.get, path), title: title))
    return (answer.body, (dependencies.elapsed() - start) * 1000)
  }
}

/// A request that a job would send.
package struct PreparedRequest: Sendable {
  /// The request.
  package var request: APIRequest
  /// The rows that it writes.
  package var writes: [PreparedWrite]
}
