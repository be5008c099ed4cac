extension ObjectType {
  /// The operations that act on this object. A member of a family has the family's as well.
  package var operations: [Operation] { operations(.operations) }

  /// The operations whose innermost parent is this object: for an invoice those on its lines.
  package var nestedOperations: [Operation] { operations(.nestedOperations) }

  /// The lists nested in this object: `lines` of an invoice, `tax_ids` of a customer.
  package var nestedLists: [Operation] { nestedOperations.filter { $0.kind == .list } }

  /// Returns the operation of a kind whose parents are exactly `parents`.
  /// - Parameter parents: names of objects in any spelling, outermost first; empty for the top
  ///   level. Of several lists, the one whose collection has the object's own name is returned.
  package func operation(_ kind: OperationKind, of parents: [String] = []) -> Operation? {
    guard let wanted = indexes(of: parents) else { return nil }
    let found = operations(.operations) { $0.kind == kind && $0.hasParents(wanted) }
    guard found.count > 1 else { return found.first }
    let ownWord = lastWord(of: plural)
    return found.first { $0.collection == ownWord } ?? found.first
  }

  /// Returns the operation of a kind on a collection, by the collection's word in Stripe's path,
  /// plural or singular (`lines`, `line`).
  ///
  /// The receiver may be the object the collection is nested in, `parents` being that object's own
  /// parents, or the object the operation acts on, `parents` then being all of its parents.
  package func operation(
    _ kind: OperationKind, collection: String, of parents: [String] = []
  ) -> Operation? {
    guard let wanted = indexes(of: parents) else { return nil }
    let word = lowercased(collection)
    func matches(_ operation: Operation, _ parents: [Int]) -> Bool {
      operation.kind == kind && operation.isOn(collection: word) && operation.hasParents(parents)
    }
    return nestedOperations.first { matches($0, wanted + [index]) }
      ?? operations.first { matches($0, wanted) }
  }

  /// Returns the action of a name or alias, with exactly these parents.
  package func action(named name: String, of parents: [String] = []) -> Operation? {
    guard let wanted = indexes(of: parents) else { return nil }
    let word = lowercased(name)
    let found = actions.filter { $0.hasParents(wanted) }
    return found.first { $0.name == word } ?? found.first { $0.aliases.contains(word) }
  }

  /// The names of the actions, sorted, each once.
  package var actionNames: [String] { Set(actions.map(\.name)).sorted() }

  /// The actions: the operations that `execute` takes.
  package var actions: [Operation] { operations.filter { $0.kind == .action } }

  private func operations(
    _ column: CatalogLayout.ObjectColumn, where isWanted: (Operation) -> Bool = { _ in true }
  ) -> [Operation] {
    var operations: [Operation] = []
    bytes.eachValue(ofList: word(column)) { index in
      guard let operation = Operation(bytes: bytes, checking: index), isWanted(operation) else {
        return
      }
      operations.append(operation)
    }
    return operations
  }

  private func indexes(of names: [String]) -> [Int]? {
    let catalog = Catalog(bytes: bytes)
    let found = names.compactMap { catalog.object(named: $0)?.index }
    return found.count == names.count ? found : nil
  }
}
