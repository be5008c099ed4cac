/// What one write of a job came to.
public struct WriteResult: Sendable {
  public enum Outcome: Sendable {
    case done(Row)
    /// The run that this one resumes did it; nothing was sent.
    case skipped
    case failed(Failure)
  }

  /// The input row's number, from 1; nil where the write is no bulk job.
  public var row: Int?
  public var outcome: Outcome
  /// Times it was sent beyond the first.
  public var retries = 0

  public init(row: Int?, outcome: Outcome, retries: Int = 0) {
    self.row = row
    self.outcome = outcome
    self.retries = retries
  }
}

/// How a job ended.
public struct WriteSummary: Sendable, Hashable {
  public var done = 0
  public var failed = 0
  /// Done before, by the run that this one resumed.
  public var skipped = 0
  /// Writes that had to be sent more than once.
  public var retried = 0
  /// Whether inputs were left because the job stopped before them.
  public var wasStopped = false

  public init() {}

  mutating func count(_ result: WriteResult) {
    switch result.outcome {
    case .done: done += 1
    case .skipped: skipped += 1
    case .failed: failed += 1
    }
    if result.retries > 0 { retried += 1 }
  }
}
