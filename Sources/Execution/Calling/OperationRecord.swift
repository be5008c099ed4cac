import HTTP
import JSON
import Redaction

/// A record of one call of Stripe's API, for a report.
package struct OperationRecord: Sendable {
  /// The operation in words: `create customer`.
  package var operation: String
  /// The HTTP method.
  package var method: HTTPMethod
  /// The path without a query: `/v1/customers`.
  package var path: String
  /// The parameters that were sent.
  package var parameters: JSONObject
  /// Unix seconds at which it was sent.
  package var startedAt: Double
  /// The duration of the last attempt, in milliseconds.
  package var milliseconds: Double
  /// The HTTP status; nil if no response came.
  package var status: Int?
  /// The id of the request, by Stripe's header `Request-Id`.
  package var requestID: String?
  /// The idempotency key that was sent.
  package var idempotencyKey: String?
  /// The number of retries.
  package var retries: Int
  /// The response of a successful call.
  package var output: RawJSON?
  /// The error object of a failed call.
  package var error: JSONObject?
  /// The numbers of the input rows that it wrote in a bulk write, from 1.
  package var rows: ClosedRange<Int>?
  /// The previous values of the fields that the request set, if they were captured.
  package var previous: PreviousValues?
  /// The id of the account it was made in, if it is known.
  package var account: String?
  /// The ids of rows that one request wrote, if its response does not show them.
  package var rowIDs: [String]?

  /// The id of the response, or those of the rows on a page, or those of the rows written together.
  package var ids: [String] {
    if let rowIDs { return rowIDs }
    if let id = output?["id"]?.string { return [id] }
    return output?["data"]?.elements.compactMap { $0["id"]?.string } ?? []
  }

  /// Returns one line of a report, without keys, card numbers and the like.
  /// - Parameter tracksInput: true to include the parameters, false to include the response.
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
