import HTTP
import JSON
import Redaction

/// What one call of Stripe's API did, for a report.
package struct OperationRecord: Sendable {
  /// `create customer`
  package var operation: String
  package var method: HTTPMethod
  package var path: String
  package var parameters: JSONObject
  /// Unix seconds at which it was sent.
  package var startedAt: Double
  package var milliseconds: Double
  /// Nil where no answer came.
  package var status: Int?
  package var requestID: String?
  package var idempotencyKey: String?
  package var retries: Int
  package var output: RawJSON?
  package var error: JSONObject?
  /// The numbers of the input rows that it wrote in a bulk write, from 1.
  package var rows: ClosedRange<Int>?
  /// What the fields held that the request set, where that was asked for.
  package var previous: PreviousValues?
  /// The account it was made in, as Stripe names it, where that was asked.
  package var account: String?
  /// Ids of the rows that a request wrote together, where its answer has another.
  package var rowIDs: [String]?

  /// The answer's id, those of the rows on a page, or those that were written together.
  package var ids: [String] {
    if let rowIDs { return rowIDs }
    if let id = output?["id"]?.string { return [id] }
    return output?["data"]?.elements.compactMap { $0["id"]?.string } ?? []
  }

  /// One line of a report, without keys, card numbers and the like.
  /// - Parameter tracksInput: whether the parameters are kept, or the answer.
  package func json(tracksInput: Bool) -> JSONValue {
    var object: JSONObject = [
      "operation": .string(operation), "method": .string(method.rawValue), "path": .string(path),
      "started_at": .number(JSONNumber(validated: String(Int(startedAt)))),
      "milliseconds": .integer(Int(milliseconds.rounded())),
      "outcome": error == nil ? "ok" : "error",
    ]
    if let account { object["account"] = .string(account) }
    if let rows { object["row"] = .integer(rows.lowerBound) }
    if let rows, rows.count > 1 { object["rows"] = .integer(rows.count) }
    if let status { object["status"] = .integer(status) }
    if let requestID { object["request_id"] = .string(requestID) }
    if let idempotencyKey { object["idempotency_key"] = .string(idempotencyKey) }
    if retries > 0 { object["retries"] = .integer(retries) }
    if !ids.isEmpty { object["ids"] = .array(ids.map(JSONValue.string)) }
    if tracksInput {
      object["input"] = .object(SecretMask.masked(parameters: parameters))
    } else if let output {
      object["output"] = SecretMask.masked(answer: output.value)
    }
    if let previous {
      object["previous"] = SecretMask.masked(answer: .object(previous.fields))
      if !previous.notCaptured.isEmpty {
        object["not_captured"] = .array(previous.notCaptured.map(JSONValue.string))
      }
    }
    if let error { object["error"] = SecretMask.masked(answer: .object(error)) }
    return .object(object)
  }
}
