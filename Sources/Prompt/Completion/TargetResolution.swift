import Language
import StripeCatalog

extension Verb {
  /// The kinds of operations that carry the verb out, the likeliest first.
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

  /// Whether the verb reads naturally with a plural.
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
  /// What the words mean in the catalog: an object, and the operation where the verb has one.
  func object(in catalog: Catalog) -> ObjectType? {
    nestedOperation(in: catalog)?.object ?? catalog.object(named: object)
      ?? catalog.operation(onCollection: object)?.object
  }

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

  /// What a body may hold: the parameters of the operation, or of one row where several go at once.
  func record(in catalog: Catalog) -> RecordShape? {
    let parent = parents.first.flatMap(catalog.object(named:))
    if let verb, let parent, nestedOperation(in: catalog) == nil {
      let batches = verb.operationKinds.lazy.compactMap { parent.batch($0, collection: object) }
      if let batch = batches.first { return batch.record }
    }
    return operation(in: catalog)?.record
  }

  /// The same; of an `upsert` what either of its operations takes.
  func records(in catalog: Catalog) -> [RecordShape] {
    guard verb == .upsert, let object = object(in: catalog) else {
      return record(in: catalog).map { [$0] } ?? []
    }
    return OperationKind.ofUpsert.compactMap { object.operation($0)?.record }
  }

  /// The operation on a collection below the parent that is written: `lines of invoice`.
  private func nestedOperation(in catalog: Catalog) -> Operation? {
    guard let parent = parents.first.flatMap(catalog.object(named:)) else { return nil }
    let operations = parent.nestedOperations.filter { isMeant($0, in: catalog) }
    guard let verb else { return operations.first }
    return operations.first { operation in
      verb.operationKinds.contains(operation.kind) && (action == nil || operation.name == action)
    }
  }

  private func isMeant(_ operation: Operation, in catalog: Catalog) -> Bool {
    let word = object.lowercased()
    return operation.collection == word || operation.collectionMember == word
      || catalog.object(named: word) == operation.object
  }
}

extension Catalog {
  /// An operation on a nested collection of that name, whatever it is nested in.
  func operation(onCollection word: String, of kinds: [OperationKind] = []) -> Operation? {
    let word = word.lowercased()
    return operations.first { operation in
      (kinds.isEmpty || kinds.contains(operation.kind))
        && (operation.collection == word || operation.collectionMember == word)
    }
  }
}
