import Expressions
import JSON
import Planning
import StripeWire

extension Engine {
  /// Writes the inputs of a group and returns one result for each, in order. A row that Stripe
  /// refuses does not make the others fail.
  func deliver(
    _ group: WriteGroup, of plan: WritePlan, _ job: WriteJob, _ retries: RetryAllowance,
    _ finder: KeyFinder?
  ) async throws -> [WriteResult] {
    if let failure = group.failure {
      return group.inputs.map { WriteResult(row: $0.row, outcome: .failed(failure)) }
    }
    let writes = group.writes
    if let write = writes.first, let row = write.unchanged {
      return [WriteResult(row: write.row, outcome: .unchanged(.computed(row)))]
    }
    if let write = writes.first, let keyed = write.keyed, let finder {
      return [try await deliver(keyed, write, of: plan, job, retries, finder)]
    }
    let collection = plan.batch?.collection ?? ""
    var tries = BatchTries(rows: writes.count)
    var results: [Int: WriteResult] = [:]
    while let rows = tries.next() {
      let sent = try await deliver(Array(writes[rows]), of: plan, job, retries)
      switch sent.outcome {
      case .failed(let failure):
        for row in tries.failed(rows, by: failure.blame(in: collection)) {
          results[row] = WriteResult(
            row: writes[row].row,
            outcome: .failed(failure.ofRow(in: collection).withRow(writes[row].name)),
            retries: sent.retries)
        }
      case .done, .skipped, .unchanged:
        for (row, result) in zip(rows, sent.divided(among: writes[rows])) { results[row] = result }
      }
    }
    return writes.indices.compactMap { results[$0] }
  }
}

extension WriteResult {
  /// Returns the result of each row of a request that wrote one or several.
  fileprivate func divided(among writes: ArraySlice<PreparedWrite>) -> [WriteResult] {
    guard writes.count > 1, case .done(let all) = outcome else {
      return writes.map { WriteResult(row: $0.row, outcome: outcome, retries: retries) }
    }
    return zip(writes, all.elements).map { write, row in
      WriteResult(row: write.row, outcome: .done(.raw(row)), retries: retries)
    }
  }
}

extension Row {
  fileprivate var elements: [RawJSON] {
    switch self {
    case .raw(let raw): raw.elements
    case .computed: []
    }
  }
}
