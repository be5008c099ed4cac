import Analysis
import JSON
import StripeCatalog

/// The writing of several nested rows in one request, such as the lines of an invoice.
package struct BatchWrite: Sendable, Hashable {
  /// The operation: `POST /v1/invoices/{invoice}/update_lines`
  package var operation: Operation
  /// The parameter that takes the rows: `lines`
  package var collection: String
  /// The parameters that one row can have.
  package var record: RecordShape
  /// The members of each row that the verb implies unless the row has them: `behavior: "delete"`
  package var implied: JSONObject
  /// True if even a single row is written as a batch, because Stripe has no other operation.
  package var isOnly: Bool
  /// The kind of the operation.
  package var kind: OperationKind

  /// The maximum number of rows per request. Stripe documents only a maximum of 250 items per
  /// invoice; this is the size of a page of a list, so that reading a batch takes about as many
  /// requests.
  package static let most = 100

  /// Creates the batch of a checked write; nil if each row needs its own request.
  init?(_ write: CheckedWrite) {
    guard let batch = write.batch else { return nil }
    // Only the response to a single write can be expanded.
    guard write.isBatchOnly || write.expand.isEmpty else { return nil }
    operation = batch.operation
    collection = batch.collection
    record = batch.record
    implied = write.implied
    isOnly = write.isBatchOnly
    kind = batch.kind
  }

  /// Returns the number of requests for rows that all have the same parent.
  package func requests(for rows: Int) -> Int {
    (rows + Self.most - 1) / Self.most
  }
}
