/// A transaction of an object that writes several rows nested in it at once: `add_lines`,
/// `update_lines` and `remove_lines` of an invoice. It takes all of them or none.
package struct BatchOperation: Sendable, Hashable {
  /// `POST /v1/invoices/{invoice}/update_lines`; its answer is the object they are nested in.
  package let operation: Operation
  /// The word for the rows, which the parameter that takes them has for a name: `lines`.
  package let collection: String
  /// What one row may hold; its `id` is among it where the row is there already.
  package let record: RecordShape
  /// What becomes of the rows: they are created, updated or deleted.
  package let kind: OperationKind
}

extension ObjectType {
  /// How several rows of a nested collection, named as in Stripe's path or in the singular, are
  /// written at once; nil where Stripe has no such transaction.
  ///
  /// The receiver is the object that the rows are nested in, `parents` being its own parents.
  package func batch(
    _ kind: OperationKind, collection: String, of parents: [String] = []
  ) -> BatchOperation? {
    let word = lowercased(collection)
    let nested = nestedOperations.first { $0.isOn(collection: word) }
    guard let verb = kind.batchVerb, let plural = nested?.collection,
      let operation = action(named: "\(verb)_\(plural)", of: parents)
    else { return nil }
    return BatchOperation(operation, collection: plural, kind: kind)
  }
}

extension Operation {
  /// What this transaction does to rows nested in its object, where it is one that does.
  package var batch: BatchOperation? {
    guard kind == .action else { return nil }
    for kind in [OperationKind.create, .update, .delete] {
      guard let verb = kind.batchVerb, name.hasPrefix(verb + "_") else { continue }
      let collection = String(name.dropFirst(verb.count + 1))
      return BatchOperation(self, collection: collection, kind: kind)
    }
    return nil
  }
}

extension BatchOperation {
  fileprivate init?(_ operation: Operation, collection: String, kind: OperationKind) {
    guard case .array(of: .record(let record))? = operation.parameter(named: collection)?.type
    else { return nil }
    self.init(operation: operation, collection: collection, record: record, kind: kind)
  }
}

extension OperationKind {
  /// How Stripe begins the name of a transaction that does the same to several rows.
  fileprivate var batchVerb: String? {
    switch self {
    case .create: "add"
    case .update: "update"
    case .delete: "remove"
    case .retrieve, .list, .search, .action: nil
    }
  }
}
