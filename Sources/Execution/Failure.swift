import Diagnostics
import Expressions
import JSON
import Planning
import StripeWire

/// Why a statement, or one row of a bulk write, did not succeed.
package struct Failure: Error, Sendable {
  package enum Reason: Sendable, Hashable {
    /// Stripe answered with an error.
    case api(APIError)
    /// No answer came, after all retries.
    case transport(TransportError)
    /// `retrieve` found none, or more than one.
    case notFound(String)
    case ambiguous(String)
    /// A value cannot be computed, or does not fit.
    case value(String)
    /// An input file cannot be read; nothing was sent.
    case input(String)
    /// An answer is not what Stripe's answers are.
    case malformed(String)
    /// `assert` does not hold.
    case assertion(String)
    /// A guard forbids it; nothing was sent.
    case refused(String)
    /// The journal cannot be written or read: nothing more is sent.
    case journal(String)
    /// Nobody can know whether the write was done; it was not sent again.
    case inDoubt(String)
  }

  package var reason: Reason
  /// The statement it happened in.
  package var place: Place?
  /// Whether a statement's place says something of it: nothing, where the account or a file of the
  /// command line is at fault.
  package var concernsStatement = true
  /// Times it was sent beyond the first.
  package var retries = 0
  /// Whether what was asked may have been done all the same: an answer was lost on the way.
  package var mayBeDone = false
  /// The row of a job that it is about; nil where it is about the statement.
  package var row: RowName?

  package init(_ reason: Reason, at place: Place? = nil) {
    self.reason = reason
    self.place = place
  }

  /// A failure that no statement is to blame for.
  package static func outside(_ reason: Reason) -> Failure {
    var failure = Failure(reason)
    failure.concernsStatement = false
    return failure
  }

  package init(_ error: JournalError, at place: Place? = nil) {
    switch error.kind {
    case .storage: self.init(.journal(error.message), at: place)
    case .mismatch: self.init(.refused(error.message), at: place)
    }
  }

  package init(_ error: PlanningError) {
    self.init(.value(error.message), at: error.place)
  }

  package init(_ error: EvaluationError, at place: Place?) {
    self.init(.value(error.message), at: place)
  }

  /// One sentence without a full stop.
  package var message: String {
    switch reason {
    case .api(let error): error.message
    case .transport(let error): error.sentence
    case .notFound(let text), .ambiguous(let text), .value(let text), .input(let text),
      .malformed(let text), .assertion(let text), .refused(let text), .journal(let text),
      .inDoubt(let text):
      text
    }
  }

  /// Stripe's error object, or one of the same shape that says what happened here.
  package var errorObject: JSONObject {
    if case .api(let error) = reason { return error.fields }
    return ["type": .string(type), "message": .string(message)]
  }

  private var type: String {
    switch reason {
    case .api: "api_error"
    case .transport: "connection_error"
    case .notFound: "not_found"
    case .ambiguous: "ambiguous"
    case .value: "invalid_value"
    case .input: "invalid_input"
    case .malformed: "malformed_response"
    case .assertion: "assertion_failed"
    case .refused: "refused"
    case .journal: "journal_error"
    case .inDoubt: "unconfirmed"
    }
  }

  /// The exit code of a run that this ends.
  package var exitCode: Int32 {
    switch reason {
    case .api(let error):
      switch error.status {
      case 401, 403: 4
      case 429, 500...: 5
      default: 1
      }
    case .transport: 5
    case .input: 2
    case .refused: 6
    case .notFound, .ambiguous, .value, .malformed, .assertion, .journal, .inDoubt: 1
    }
  }
}

extension TransportError {
  /// What happened, in words.
  package var sentence: String {
    switch self {
    case .refused(let detail): "connection refused: \(detail)"
    case .reset(let detail): "connection lost: \(detail)"
    case .timedOut(let seconds): "no response within \(seconds.formatted) seconds"
    case .unreachable(let detail): "Stripe cannot be reached: \(detail)"
    case .invalid(let detail): detail
    }
  }
}

extension Double {
  /// Without a decimal point where it is whole.
  fileprivate var formatted: String {
    Int(exactly: self).map(String.init) ?? String(self)
  }
}
