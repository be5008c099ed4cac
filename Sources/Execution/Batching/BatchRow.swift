import JSON
import Planning
import StripeWire

/// One row of a request that writes several rows.
struct BatchRow: Sendable, Hashable {
  let batch: BatchWrite
  /// `/v1/invoices/in_1/update_lines`
  let path: String
  /// The members that the row sets, with its id if it has one.
  let document: JSONObject

  /// Returns the request that writes these rows, which all have the same path.
  static func request(for first: BatchRow, and others: [BatchRow]) -> APIRequest {
    let rows = ([first] + others).map { JSONValue.object($0.document) }
    return APIRequest(.post, first.path, [first.batch.collection: .array(rows)])
  }

  /// Returns the request that writes all of these; for one write its own, for none nil.
  static func request(for writes: some Collection<PreparedWrite>) -> APIRequest? {
    let rows = writes.compactMap(\.together)
    guard writes.count > 1, let first = rows.first else { return writes.first?.request }
    return request(for: first, and: Array(rows.dropFirst()))
  }
}

extension WritePlan {
  /// Returns a prepared document as a row of a batch; nil if it can only be sent alone.
  /// - Parameter values: the ids of the objects that it is nested in, outermost first.
  func batchRow(_ document: JSONObject, id: String?, below values: [String]) -> BatchRow? {
    guard let batch, let path = batch.operation.path(with: values) else { return nil }
    var row: JSONObject = [:]
    if let id, takesID { row["id"] = .string(id) }
    for member in document.members + batch.implied.members where row[member.key] == nil {
      // A single write may set members that a row of a batch cannot set.
      guard batch.isOnly || batch.record.parameter(named: member.key) != nil else { return nil }
      row[member.key] = member.value
    }
    return BatchRow(batch: batch, path: path, document: row)
  }
}
