import Expressions

/// The result of one write of a job.
package struct WriteResult: Sendable {
  /// The outcome of a write.
  package enum Outcome: Sendable {
    case done(Row)
    /// The interrupted run did it; nothing was sent.
    case skipped
    /// The object already had the values; nothing was sent.
    case unchanged(Row)
    case failed(Failure)
  }

  /// The input row's number, from 1; nil if the write is not part of a bulk job.
  package var row: Int?
  /// The outcome of the write.
  package var outcome: Outcome
  /// The number of retries.
  package var retries = 0
  /// True if an `upsert` created the object.
  package var isCreation = false

  var isFailed: Bool { if case .failed = outcome { true } else { false } }

  /// Creates the result of a write.
  package init(row: Int?, outcome: Outcome, retries: Int = 0) {
    self.row = row
    self.outcome = outcome
    self.retries = retries
  }
}

/// The result of a whole job, in numbers of rows.
package struct WriteSummary: Sendable, Hashable {
  /// Rows that were written.
  package var done = 0
  /// Rows whose write failed.
  package var failed = 0
  /// Rows among `done` whose object an `upsert` created.
  package var created = 0
  /// Rows whose object already had the values.
  package var unchanged = 0
  /// Rows that the interrupted run had written.
  package var skipped = 0
  /// Rows whose write was sent more than once.
  package var retried = 0
  /// True if the job stopped before all inputs were sent.
  package var wasStopped = false

  /// The number of rows that were not sent because the job stopped; nil if it is not known.
  package var notSent: Int? = 0

  /// Creates the summary of no rows.
  package init() {}

  /// The number of rows that have a result.
  package var ended: Int { done + failed + skipped + unchanged }

  mutating func count(_ result: WriteResult) {
    switch result.outcome {
    case .done: done += 1
    case .skipped: skipped += 1
    case .unchanged: unchanged += 1
    case .failed: failed += 1
    }
    if result.isCreation, !result.isFailed { created += 1 }
    if result.retries > 0 { retried += 1 }
  }
}
