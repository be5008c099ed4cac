/// An action of an object that writes several rows nested in it at once: `add_lines`,
/// `update_lines` and `remove_lines` of an invoice. Stripe writes all of the rows or none.
package struct BatchOperation: Sendable, Hashable {
  /// `POST /v1/invoices/{invoice}/update_lines`; it returns the object that the rows are nested in.
  package let operation: Operation
  /// The word for the rows, which is also the name of the parameter that takes them: `lines`.
  package let collection: String
  /// The members of one row; the `id` is among them if the row exists already.
  package let record: RecordShape
  /// The effect on the rows: they are created, updated or deleted.
  package let kind: OperationKind
}

extension ObjectType {
  /// Returns the action that writes several rows of a nested collection at once; nil if Stripe has
  /// none.
  ///
  /// The receiver is the object that the rows are nested in.
  /// - Parameters:
  ///   - collection: the collection's name as in Stripe's path, or its singular.
  ///   - parents: the parents of the receiver, outermost first.
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
  /// The effect of this action on rows nested in its object; nil if it is not a batch action.
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
  /// The first word of Stripe's name for an action that does the same to several rows.
  fileprivate var batchVerb: String? {
    switch self {
    case .create: "add"
    case .update: "update"
    case .delete: "remove"
    case .retrieve, .list, .search, .action: nil
    }
  }
}
