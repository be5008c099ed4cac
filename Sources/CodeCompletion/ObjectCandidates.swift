import Language
import StripeCatalog

extension Candidates {
  /// Returns the objects that a verb acts on, and nested collections. They are plural if the verb
  /// reads many rows, else singular, unless only the other form matches the typed text.
  func objects(of verb: Verb?, action: String?, typed: String) -> [Candidate] {
    let operations = context.catalog.operations.filter { operation in
      guard verb?.operationKinds.contains(operation.kind) ?? true else { return false }
      guard verb != .upsert || operation.object.canBeUpserted else { return false }
      guard let action else { return true }
      return operation.name == action || operation.aliases.contains(action)
    }
    let plurals = names(of: operations, isPlural: true) + batches(of: verb)
    let singulars = names(of: operations, isPlural: false)
    let (first, second) = verb?.isAboutMany == true ? (plurals, singulars) : (singulars, plurals)
    return first.contains { $0.matches(typed) } ? first : second
  }

  /// Returns the collections of which a verb can write several rows in one request, such as the
  /// `lines` of an invoice.
  private func batches(of verb: Verb?) -> [Candidate] {
    context.catalog.operations.compactMap { operation in
      guard let batch = operation.batch, verb?.operationKinds.contains(batch.kind) ?? false,
        batch.kind != .update
      else { return nil }
      return Candidate(batch.collection, "of \(operation.object.name)")
    }
  }

  private func names(of operations: [Operation], isPlural: Bool) -> [Candidate] {
    var candidates: [Candidate] = []
    var known: Set<String> = []
    for operation in operations where operation.parents.isEmpty {
      let object = operation.object
      let name = isPlural && !object.isSingleton ? object.plural : object.name
      guard known.insert(name).inserted else { continue }
      candidates.append(Candidate(name, object.idPrefixes.first.map { "\($0)…" } ?? ""))
    }
    for operation in operations where !operation.parents.isEmpty {
      let name = isPlural ? operation.collection : operation.collectionMember
      guard !name.isEmpty, known.insert(name).inserted else { continue }
      candidates.append(Candidate(name, "of \(operation.parents.last?.name ?? "")"))
    }
    return candidates
  }

  /// Returns the objects in which a verb acts on a nested object or collection.
  func parents(of child: String, under verb: Verb?) -> [Candidate] {
    let object = context.catalog.object(named: child)
    let word = child.lowercased()
    let kinds = verb?.operationKinds
    let parents = context.catalog.operations.compactMap { operation -> ObjectType? in
      if let batch = operation.batch, batch.collection == word {
        return kinds?.contains(batch.kind) ?? true ? operation.object : nil
      }
      let isNamed =
        operation.object == object || operation.collection == word
        || operation.collectionMember == word
      return isNamed && kinds?.contains(operation.kind) ?? true ? operation.parents.last : nil
    }
    return Set(parents).map { Candidate($0.name, $0.idPrefixes.first.map { "\($0)…" } ?? "") }
  }

  /// Returns the actions of an object, or those of all objects with the names of their objects.
  func actions(of object: String?) -> [Candidate] {
    if let object = object.flatMap(context.catalog.object(named:)) {
      return object.actionNames.map { Candidate($0, object.name) }
    }
    var owners: [String: [String]] = [:]
    for operation in context.catalog.operations where operation.kind == .action {
      let owner = operation.object.name
      if owners[operation.name]?.contains(owner) != true {
        owners[operation.name, default: []].append(owner)
      }
    }
    return owners.map { Candidate($0.key, $0.value.sorted().joined(separator: ", ")) }
  }

  /// Returns the ids from earlier results that belong to the objects, with the names by which they
  /// are found too; all ids if no object is given.
  func ids(of objects: [ObjectType]) -> [Candidate] {
    let prefixes = objects.flatMap(\.idPrefixes)
    return context.recentIDs.ids.compactMap { id in
      let owner = context.catalog.object(forID: id)
      guard objects.isEmpty || prefixes.contains(where: id.hasPrefix) else { return nil }
      let name = context.recentIDs.name(of: id)
      var candidate = Candidate(id, name ?? owner?.name ?? "")
      candidate.names = name ?? ""
      return candidate
    }
  }
}

extension ObjectType {
  /// True if the object can be created and updated.
  fileprivate var canBeUpserted: Bool {
    operation(.create) != nil && operation(.update) != nil
  }
}
