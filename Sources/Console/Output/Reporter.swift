import Execution
import JSON
import Presentation
import Redaction
import Synchronization

/// Writes the report: one JSON line for each call of Stripe's API.
final class Reporter: Sendable {
  private struct State {
    var sink: (any ByteSink)?
    var tracksInput = false
    /// By what was done: `query invoices`.
    var requests: [String: Int] = [:]
    /// Calls whose request was sent more than once, and whether a wait before one was announced.
    var (retried, hasWaited) = (0, false)
    var failure: String?
    /// Whose account it is, as Stripe names it, once that was asked.
    var account: String?
    /// What the run that this one resumes has reported.
    var history = ReportHistory()
  }

  private let state = Mutex(State())

  /// Calls made so far.
  var requests: Int { state.withLock { $0.requests.values.reduce(0, +) } }

  /// Notes that somebody was told of a wait.
  func noteWait() { state.withLock { $0.hasWaited = true } }

  /// Requests that were sent again since this was asked last; none where no wait was announced.
  func takeAnnouncedRetries() -> Int {
    state.withLock { state in
      defer { (state.retried, state.hasWaited) = (0, false) }
      return state.hasWaited ? state.retried : 0
    }
  }

  /// Calls made so far for some things that are done.
  func requests(for operations: Set<String>) -> Int {
    state.withLock { state in operations.reduce(0) { $0 + state.requests[$1, default: 0] } }
  }

  /// Names the account of what is recorded from now on.
  func name(account: String?) { state.withLock { $0.account = account } }

  func start(
    into sink: (any ByteSink)?, tracksInput: Bool, after history: ReportHistory = ReportHistory()
  ) {
    state.withLock {
      $0.history = history
      $0.sink = sink
      $0.tracksInput = tracksInput
    }
  }

  /// What went wrong with the report, so that a job can stop before more is done that it lacks.
  var failure: String? { state.withLock { $0.failure } }

  func record(_ record: OperationRecord) {
    state.withLock { state in
      state.requests[record.operation, default: 0] += 1
      if record.retries > 0 { state.retried += 1 }
      guard let sink = state.sink, !state.history.holds(record) else { return }
      var record = record
      record.account = state.account
      record.parameters = SecretMask.masked(parameters: record.parameters)
      var line: [UInt8] = []
      record.json(tracksInput: state.tracksInput).appendCompact(to: &line)
      SecretMask.mask(&line)
      line.append(UInt8(ascii: "\n"))
      do {
        try sink.write(line)
        // What a write replaced is nowhere else, should the program be killed.
        if !record.method.isRead { try sink.flush() }
      } catch {
        state.failure = "the report cannot be written: \(error)"
      }
    }
  }

  /// Passes on what was held back; gives what went wrong with the report, once.
  func flush() -> String? {
    state.withLock { state in
      do {
        try state.sink?.flush()
      } catch {
        state.failure = state.failure ?? "the report cannot be written: \(error)"
      }
      defer { state.failure = nil }
      return state.failure
    }
  }
}
