import Execution
import JSON
import Presentation
import Redaction
import Synchronization

/// Writes the report: one line of JSON for each API request.
final class Reporter: Sendable {
  private struct State {
    var sink: (any ByteSink)?
    var tracksInput = false
    /// The number of requests for each operation, such as `query invoices`.
    var requests: [String: Int] = [:]
    /// Calls whose request was sent more than once, and whether a wait before one was announced.
    var (retried, hasWaited) = (0, false)
    var failure: String?
    /// The id of the account; nil until Stripe has been asked.
    var account: String?
    /// The writes that the report of the resumed run contains already.
    var history = ReportHistory()
  }

  private let state = Mutex(State())

  /// The number of requests so far.
  var requests: Int { state.withLock { $0.requests.values.reduce(0, +) } }

  /// Records that a wait was shown.
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

  /// Sets the account of the lines recorded from now on.
  func name(account: String?) { state.withLock { $0.account = account } }

  /// Starts a report, or ends it if there is no sink.
  /// - Parameters:
  ///   - tracksInput: true to record what was sent instead of what was returned.
  ///   - history: the lines that the file contains already.
  func start(
    into sink: (any ByteSink)?, tracksInput: Bool, after history: ReportHistory = ReportHistory()
  ) {
    state.withLock {
      $0.history = history
      $0.sink = sink
      $0.tracksInput = tracksInput
    }
  }

  /// The error of the report, after which a job stops so that no write is missing from the report.
  var failure: String? { state.withLock { $0.failure } }

  /// Records a request; secrets are masked.
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
        // The report is the only copy of the previous values, so it is written to the file at once.
        if !record.method.isRead { try sink.flush() }
      } catch {
        state.failure = "the report cannot be written: \(error)"
      }
    }
  }

  /// Writes what is buffered.
  /// - Returns: the error of the report, if there was one since the last call.
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
