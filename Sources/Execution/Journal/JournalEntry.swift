import HTTP
import JSON

/// One request that writes, as recorded in a journal.
package struct JournalEntry: Sendable, Hashable {
  /// The outcome of a write, as far as it is known.
  package enum State: String, Sendable, Hashable, CaseIterable {
    /// It was sent, and its outcome is not known.
    case inDoubt = "unconfirmed"
    case done
    /// Stripe refused it: nothing was done.
    case failed
    /// It was not done: a rate limit, no connection.
    case notDone = "not_done"
  }

  /// The number of the operation in its run, from 1.
  package var step: Int
  /// The input row, from 1; 0 if the write is not part of a bulk job.
  package var number: Int
  /// The last of the rows that the request writes together; the same as `number` for one row.
  package var last: Int
  /// The operation in words: `create customer`.
  package var title: String
  /// The place of the statement: `monthly.stripe:3:1`.
  package var place: String
  /// The outcome.
  package var state: State
  /// The number of the attempt with a key of its own, from 1.
  package var attempt: Int
  /// The idempotency key.
  package var key: String
  /// The HTTP method.
  package var method: HTTPMethod
  /// The path that the request was sent to.
  package var path: String
  /// The parameters, masked; nil once the write is done.
  package var parameters: JSONObject?
  /// The HTTP status of the response; nil if there was none.
  package var status: Int?
  /// The id of the request, by Stripe's header `Request-Id`.
  package var requestID: String?
  /// The id of the object that was written.
  package var object: String?
  /// The error object of a failed write, masked.
  package var error: JSONObject?
  /// The time at which it was sent, in Unix seconds.
  package var sentAt: Double

  /// One line of the output of `pinstripe journal`.
  package var json: JSONValue {
    var fields: JSONObject = [
      "step": .integer(step), "operation": .string(title), "place": .string(place),
      "state": .string(state.rawValue),
    ]
    if number > 0 { fields["row"] = .integer(number) }
    if last > number { fields["rows"] = .integer(last - number + 1) }
    if let object { fields["id"] = .string(object) }
    if let status { fields["status"] = .integer(status) }
    if let requestID { fields["request_id"] = .string(requestID) }
    fields["method"] = .string(method.rawValue)
    fields["path"] = .string(path)
    if let parameters { fields["parameters"] = .object(parameters) }
    fields["idempotency_key"] = .string(key)
    fields["sent_at"] = .integer(Int(exactly: sentAt.rounded(.down)) ?? 0)
    if let error { fields["error"] = .object(error) }
    return .object(fields)
  }
}

/// The number of writes of a journal by outcome; rows that are written together count individually.
package struct JournalTally: Sendable, Hashable {
  /// Writes that succeeded.
  package var done = 0
  /// Writes that Stripe refused.
  package var failed = 0
  /// Writes whose outcome is not known.
  package var inDoubt = 0
  /// Writes that were not done.
  package var notDone = 0

  /// All writes.
  package var total: Int { done + failed + inDoubt + notDone }

  /// `40 done, 1 failed, 2 unconfirmed`
  package var sentence: String {
    let parts = [(failed, "failed"), (inDoubt, "unconfirmed"), (notDone, "not done")]
    return (["\(done) done"] + parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" })
      .joined(separator: ", ")
  }
}
