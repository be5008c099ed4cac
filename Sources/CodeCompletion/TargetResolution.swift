import Language
import StripeCatalog

extension Verb {
  /// The kinds of operations that perform the verb, the most likely first.
  var operationKinds: [OperationKind] {
    switch self {
    case .get, .retrieve: [.retrieve]
    case .list: [.list]
    case .query: [.list, .search]
    case .create: [.create]
    case .update: [.update]
    case .upsert: OperationKind.ofUpsert
    case .delete: [.delete]
    case .execute: [.action]
    }
  }

  /// True if the verb is usually followed by a plural.
  var isAboutMany: Bool {
    switch self {
    case .list, .query: true
    case .get, .retrieve, .create, .update, .upsert, .delete, .execute: false
    }
  }
}

extension OperationKind {
  fileprivate static let ofUpsert: [OperationKind] = [.create, .update]
}

extension CompletionTarget {
  /// Returns the object that the typed words name in the catalog; nil if there is none.
  func object(in catalog: Catalog) -> ObjectType? {
    nestedOperation(in: catalog)?.object ?? catalog.object(named: object)
      ?? catalog.operation(onCollection: object)?.object
  }

  /// Returns the operation that the typed words name; nil if they name none, or there is no verb.
  func operation(in catalog: Catalog) -> Operation? {
    guard let verb else { return nil }
    if let nested = nestedOperation(in: catalog) { return nested }
    guard let object = catalog.object(named: object) else {
      return catalog.operation(onCollection: object, of: verb.operationKinds)
    }
    if let action {
      return object.action(named: action)
        ?? object.actions.first { $0.name == action || $0.aliases.contains(action) }
    }
    return verb.operationKinds.lazy.compactMap { object.operation($0) }.first
      ?? object.operations.first { verb.operationKinds.contains($0.kind) }
  }

  /// Returns the parameters of the operation's body, or of one row if a request writes several.
  func record(in catalog: Catalog) -> RecordShape? {
    let parent = parents.first.flatMap(catalog.object(named:))
    if let verb, let parent, nestedOperation(in: catalog) == nil {
      let batches = verb.operationKinds.lazy.compactMap { parent.batch($0, collection: object) }
      if let batch = batches.first { return batch.record }
    }
    return operation(in: catalog)?.record
  }

  /// Returns the parameters of the body; for `upsert`, those of both its operations.
  func records(in catalog: Catalog) -> [RecordShape] {
    guard verb == .upsert, let object = object(in: catalog) else {
      return record(in: catalog).map { [$0] } ?? []
    }
    return OperationKind.ofUpsert.compactMap { object.operation($0)?.record }
  }

  /// Returns the operation on a collection below the typed parent, such as `lines of invoice`.
  private func nestedOperation(in catalog: Catalog) -> Operation? {
    guard let parent = parents.first.flatMap(catalog.object(named:)) else { return nil }
    let operations = parent.nestedOperations.filter { writesConfirmed($0, in: catalog) }
    guard let verb else { return operations.first }
    return operations.first { operation in
      verb.operationKinds.contains(operation.kind) && (action == nil || operation.name == action)
    }
  }

  private func writesConfirmed(_ operation: Operation, in catalog: Catalog) -> Bool {
    let word = object.lowercased()
    return operation.collection == word || operation.collectionMember == word
      || catalog.object(named: word) == operation.object
  }
}

extension Catalog {
  /// Returns an operation on a nested collection with a name, below any parent.
  func operation(onCollection word: String, of kinds: [OperationKind] = []) -> Operation? {
    let word = word.lowercased()
    return operations.first { operation in
      (kinds.isEmpty || kinds.contains(operation.kind))
        && (operation.collection == word || operation.collectionMember == word)
    }
  }
}
