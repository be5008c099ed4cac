import JSON
import Planning
import StripeWire

/// What one write of a job came to.
public struct WriteResult: Sendable {
  /// The input row's number, from 1; nil where the write is no bulk job.
  public var row: Int?
  public var outcome: Result<Row, Failure>
}

/// How a job ended.
public struct WriteSummary: Sendable, Hashable {
  public var done = 0
  public var failed = 0
  /// Inputs that were not tried, because the job stopped before them.
  public var wasStopped = false
}

extension Engine {
  /// Writes a plan's inputs, several at once, and hands on the results in the order of the inputs.
  /// - Parameters:
  ///   - stopsAtFailure: whether nothing further is sent after a failure.
  ///   - emit: takes each result.
  public func write(
    _ plan: WritePlan, stopsAtFailure: Bool, standardInput: ByteReader? = nil,
    emit: (WriteResult) throws -> Void
  ) async throws -> WriteSummary {
    var inputs = try await WriteInputs(plan, engine: self, standardInput: standardInput)
    var summary = WriteSummary()
    var problem: (any Error)?
    // A batch is sent side by side and handed on in order before the next is begun.
    while !summary.wasStopped, let first = try inputs.next() {
      var batch = [first]
      let width = await width(for: first)
      while batch.count < width, let input = try inputs.next() { batch.append(input) }
      for result in try await send(batch, plan) {
        switch result.outcome {
        case .success: summary.done += 1
        case .failure:
          summary.failed += 1
          summary.wasStopped = summary.wasStopped || stopsAtFailure
        }
        // What was sent beside a row that ends the job has a result as well.
        do { try emit(result) } catch { problem = problem ?? error }
      }
      if let problem { throw problem }
    }
    return summary
  }

  private func width(for input: WriteInputs.Input) async -> Int {
    guard case .success(let write) = input.write else { return 1 }
    return await pacer.width(for: Endpoint(write.request))
  }

  /// The requests a plan would send, one after another.
  public func requests(
    of plan: WritePlan, standardInput: ByteReader? = nil,
    emit: (Result<PreparedWrite, Failure>) throws -> Void
  ) async throws {
    var inputs = try await WriteInputs(plan, engine: self, standardInput: standardInput)
    while let input = try inputs.next() { try emit(input.write) }
  }

  private func send(
    _ batch: [WriteInputs.Input], _ plan: WritePlan
  ) async throws -> [WriteResult] {
    if batch.count == 1, let only = batch.first { return [try await send(only, plan)] }
    return try await withThrowingTaskGroup(of: (Int, WriteResult).self) { group in
      for (index, input) in batch.enumerated() {
        group.addTask { (index, try await send(input, plan)) }
      }
      var results: [(Int, WriteResult)] = []
      for try await result in group { results.append(result) }
      return results.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private func send(
    _ input: WriteInputs.Input, _ plan: WritePlan
  ) async throws -> WriteResult {
    switch input.write {
    case .failure(let failure):
      return WriteResult(row: input.row, outcome: .failure(failure))
    case .success(let write):
      do {
        let call = Call(
          request: write.request, title: plan.title, place: plan.place, row: write.row)
        return WriteResult(row: write.row, outcome: .success(.raw(try await answer(to: call).body)))
      } catch let failure as Failure {
        return WriteResult(row: write.row, outcome: .failure(failure))
      }
    }
  }

  /// Sends the request of a `request` statement as it stands.
  public func send(_ plan: RequestPlan) async throws -> Row {
    let method = HTTPMethod(rawValue: plan.method) ?? .get
    let call = Call(
      request: plan.request(method), title: "request", place: plan.place)
    return .raw(try await answer(to: call).body)
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

extension RequestPlan {
  /// The request; a query written in the path joins the parameters.
  public func request(_ method: HTTPMethod) -> APIRequest {
    APIRequest(method, path, body)
  }
}
