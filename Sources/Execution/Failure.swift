import Diagnostics
import Expressions
import JSON
import Planning
import StripeWire

/// The reason why a statement, or one row of a bulk write, did not succeed.
package struct Failure: Error, Sendable {
  /// The kind of failure, with its message.
  package enum Reason: Sendable, Hashable {
    /// Stripe returned an error.
    case api(APIError)
    /// No response came, after all retries.
    case transport(TransportError)
    /// `retrieve` found no object.
    case notFound(String)
    /// `retrieve` found more than one object.
    case ambiguous(String)
    /// A value cannot be computed, or does not fit.
    case value(String)
    /// An input file cannot be read; nothing was sent.
    case input(String)
    /// A response does not have the form of Stripe's responses.
    case malformed(String)
    /// The condition of `assert` is false.
    case assertion(String)
    /// A guard forbids it; nothing was sent.
    case refused(String)
    /// The journal cannot be written or read; nothing more is sent.
    case journal(String)
    /// A database cannot be written; what it had is unchanged.
    case database(String)
    /// A database cannot be reached.
    case unreachable(String)
    /// It is not known whether the write was done; it was not sent again.
    case inDoubt(String)
  }

  /// The kind of failure, with its message.
  package var reason: Reason
  /// The statement that failed.
  package var place: Place?
  /// True if the failure is about its statement; false if the account or a file of the command line
  /// causes it.
  package var concernsStatement = true
  /// The number of retries.
  package var retries = 0
  /// True if the request may have been done although it failed: a response was lost.
  package var mayBeDone = false
  /// The row of a job that the failure is about; nil if it is about the whole statement.
  package var row: RowName?
  /// Further members of the error object, such as the two sides of an assertion.
  package var facts: JSONObject = [:]

  /// Creates a failure of a statement, without retries.
  package init(_ reason: Reason, at place: Place? = nil) {
    self.reason = reason
    self.place = place
  }

  /// Returns a failure that no statement causes.
  package static func outside(_ reason: Reason) -> Failure {
    var failure = Failure(reason)
    failure.concernsStatement = false
    return failure
  }

  /// Creates the failure of a journal; a journal of another run is a refusal.
  package init(_ error: JournalError, at place: Place? = nil) {
    switch error.kind {
    case .storage: self.init(.journal(error.message), at: place)
    case .mismatch: self.init(.refused(error.message), at: place)
    }
  }

  /// Creates a failure of a value from an error of planning.
  package init(_ error: PlanningError) {
    self.init(.value(error.message), at: error.place)
  }

  /// Creates a failure of a value from an error of evaluation.
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
      .inDoubt(let text), .database(let text), .unreachable(let text):
      text
    }
  }

  /// Stripe's error object, or one of the same shape for other failures.
  package var errorObject: JSONObject {
    if case .api(let error) = reason { return error.fields }
    return JSONObject(
      [JSONMember("type", .string(type)), JSONMember("message", .string(message))]
        + facts.members)
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
    case .database, .unreachable: "database_error"
    }
  }

  /// The exit code of a run that ends with this failure.
  package var exitCode: Int32 {
    switch reason {
    case .api(let error):
      switch error.status {
      case 401, 403: 4
      case 429, 500...: 5
      default: 1
      }
    case .transport, .unreachable: 5
    case .input: 2
    case .refused: 6
    case .notFound, .ambiguous, .value, .malformed, .assertion, .journal, .inDoubt, .database: 1
    }
  }
}

extension TransportError {
  /// The error as a phrase.
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
  /// The number, without a decimal point if it is whole.
  fileprivate var formatted: String {
    Int(exactly: self).map(String.init) ?? String(self)
  }
}
