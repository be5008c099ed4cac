import StripeCatalog

/// How an object is read that a write is about.
package enum RowReading: Sendable, Hashable {
  /// By the path that it is written at: `GET /v1/customers/{customer}`.
  case alone(Operation)
  /// As one of those that are nested in the same object: `GET /v1/invoices/{invoice}/lines`.
  case among(Operation)
}

extension WritePlan {
  /// How the written objects can be read; nil where Stripe has no way.
  package var reading: RowReading? {
    if let batch, batch.isOnly { return batch.listing.map(RowReading.among) }
    let parents = operation.parents.map(\.name)
    let retrieve = operation.object.operations.first {
      $0.kind == .retrieve && $0.path == operation.path
    }
    if let retrieve { return .alone(retrieve) }
    return operation.object.operation(.list, collection: operation.collection, of: parents)
      .map(RowReading.among)
  }
}

extension BatchWrite {
  /// The list of all rows that are nested in the same object.
  package var listing: Operation? {
    operation.object.operation(
      .list, collection: collection, of: operation.parents.map(\.name))
  }
}
