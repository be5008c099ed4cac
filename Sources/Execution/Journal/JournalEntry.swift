import HTTP
import JSON

/// One request that writes, as a journal has it.
package struct JournalEntry: Sendable, Hashable {
  package enum State: String, Sendable, Hashable, CaseIterable {
    /// It was sent, and what became of it is not known.
    case inDoubt = "unconfirmed"
    case done
    /// Stripe refused it: nothing was done.
    case failed
    /// It did not get as far as being done: a limit, no connection.
    case notDone = "not_done"
  }

  package var step: Int
  /// The input row, from 1; 0 where the write is no bulk job.
  package var number: Int
  /// The last of the rows that the request writes together; `number` where it is one.
  package var last: Int
  /// `create customer`
  package var title: String
  /// `monthly.stripe:3:1`
  package var place: String
  package var state: State
  package var attempt: Int
  package var key: String
  package var method: HTTPMethod
  package var path: String
  package var parameters: JSONObject?
  package var status: Int?
  package var requestID: String?
  package var object: String?
  package var error: JSONObject?
  /// Unix seconds.
  package var sentAt: Double

  /// One line of what a journal tells.
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

/// How many writes of a journal stand where; rows that are written together count each.
package struct JournalTally: Sendable, Hashable {
  package var done = 0
  package var failed = 0
  package var inDoubt = 0
  package var notDone = 0

  package var total: Int { done + failed + inDoubt + notDone }

  /// `40 done, 1 failed, 2 unconfirmed`
  package var sentence: String {
    let parts = [(failed, "failed"), (inDoubt, "unconfirmed"), (notDone, "not done")]
    return (["\(done) done"] + parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" })
      .joined(separator: ", ")
  }
}
