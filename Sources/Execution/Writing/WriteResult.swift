import Expressions

/// What one write of a job came to.
package struct WriteResult: Sendable {
  package enum Outcome: Sendable {
    case done(Row)
    /// The run that this one resumes did it; nothing was sent.
    case skipped
    /// The object already was as asked; nothing was sent.
    case unchanged(Row)
    case failed(Failure)
  }

  /// The input row's number, from 1; nil where the write is no bulk job.
  package var row: Int?
  package var outcome: Outcome
  /// Times it was sent beyond the first.
  package var retries = 0
  /// Whether an `upsert` made the object.
  package var isCreation = false

  var isFailed: Bool { if case .failed = outcome { true } else { false } }

  package init(row: Int?, outcome: Outcome, retries: Int = 0) {
    self.row = row
    self.outcome = outcome
    self.retries = retries
  }
}

/// How a job ended.
package struct WriteSummary: Sendable, Hashable {
  package var done = 0
  package var failed = 0
  /// Of those that are done, the objects that an `upsert` made.
  package var created = 0
  /// Objects that already were as asked.
  package var unchanged = 0
  /// Done before, by the run that this one resumed.
  package var skipped = 0
  /// Writes that had to be sent more than once.
  package var retried = 0
  /// Whether inputs were left because the job stopped before them.
  package var wasStopped = false

  /// Rows that were left because the job stopped before them; nil where nobody knows how many.
  package var notSent: Int? = 0

  package init() {}

  /// Rows that have a result.
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
