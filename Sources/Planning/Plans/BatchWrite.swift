import Analysis
import JSON
import StripeCatalog

/// How several rows nested in one object are written in one request: the lines of an invoice.
package struct BatchWrite: Sendable, Hashable {
  /// `POST /v1/invoices/{invoice}/update_lines`
  package var operation: Operation
  /// The parameter that takes the rows: `lines`.
  package var collection: String
  /// What one row may hold.
  package var record: RecordShape
  /// What the verb says of every row that does not say otherwise: `behavior: "delete"`.
  package var implied: JSONObject
  /// Whether one row alone is written so too, because Stripe has no other way.
  package var isOnly: Bool
  /// What becomes of the rows.
  package var kind: OperationKind

  /// Rows in one request at most. Stripe names no bound but that of an invoice, which is 250 items;
  /// this is what a page of a list holds, so that a batch is read back in about as many requests.
  package static let most = 100

  /// How a checked write goes in batches; nil where every row is a request of its own.
  init?(_ write: CheckedWrite) {
    guard let batch = write.batch else { return nil }
    // An expanded answer comes of the row's own request.
    guard write.isBatchOnly || write.expand.isEmpty else { return nil }
    operation = batch.operation
    collection = batch.collection
    record = batch.record
    implied = write.implied
    isOnly = write.isBatchOnly
    kind = batch.kind
  }

  /// The requests that rows take where all of them are nested in one object.
  package func requests(for rows: Int) -> Int {
    (rows + Self.most - 1) / Self.most
  }
}
