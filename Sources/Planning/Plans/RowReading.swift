import StripeCatalog

/// The request that reads a written object.
package enum RowReading: Sendable, Hashable {
  /// The retrieval at the path of the write: `GET /v1/customers/{customer}`
  case alone(Operation)
  /// A list of all objects with the same parent: `GET /v1/invoices/{invoice}/lines`
  case among(Operation)
}

extension WritePlan {
  /// The request that reads the written objects; nil if Stripe has none.
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
  /// The operation that lists all rows with the same parent; nil if Stripe has none.
  package var listing: Operation? {
    operation.object.operation(
      .list, collection: collection, of: operation.parents.map(\.name))
  }
}
