import Diagnostics
import Language
import StripeCatalog

/// Reports operations that Stripe does not have, and suggests alternatives.
struct OperationAlternatives: Reporting {
  let catalog: Catalog
  let log: DiagnosticLog

  func reportMissing(_ verb: Verb, _ target: ResolvedTarget) {
    let what =
      target.parents.last.map { "`\(target.word)` of \($0.name.withArticle)" }
      ?? target.object.name.withArticle
    report(
      .notAvailable, "Stripe cannot \(verb.rawValue) \(what)", at: target.span,
      notes: alternatives(to: verb, target))
  }

  private func alternatives(to verb: Verb, _ target: ResolvedTarget) -> [String] {
    var notes: [String] = []
    if verb == .delete || verb == .update || verb == .create {
      notes += writeAlternatives(to: verb, target)
    }
    notes += nestedPlaces(of: verb, target)
    if let parent = target.parents.last {
      return notes + ownWays(to: verb, target) + nestedCollections(of: parent)
    }
    let verbs = verbs(of: target)
    if !verbs.isEmpty { notes.append("supported: \(verbs.joined(separator: ", "))") }
    return notes
  }

  /// Returns a hint to list the object without its parent, if a filter has the parent's name.
  private func ownWays(to verb: Verb, _ target: ResolvedTarget) -> [String] {
    let kinds = OperationKind.kinds(of: verb)
    let object = target.object
    guard let parent = target.parents.last, kinds.contains(.list),
      object.operation(.list)?.parameter(named: parent.name) != nil
    else { return [] }
    return ["use `\(verb.rawValue) \(object.plural) where \(parent.name) = …`"]
  }

  private func nestedCollections(of parent: ObjectType) -> [String] {
    let collections = Set(parent.nestedLists.map(\.collection)).sorted()
    guard !collections.isEmpty else {
      return ["\(parent.name.withArticle) has no nested lists"]
    }
    return ["\(parent.name.withArticle) has \(collections.joined(separator: ", "))"]
  }

  /// Returns other ways to the same result from the catalog: an `active` field, an action that ends
  /// the object's life cycle, or a new object that refers to this one.
  private func writeAlternatives(to verb: Verb, _ target: ResolvedTarget) -> [String] {
    let object = target.object
    var notes: [String] = []
    if verb == .delete {
      notes += ObjectEnding.all(of: object, below: target.parents.map(\.name)).map(\.note)
      if let refund = catalog.object(named: "refund"), refund.name != object.name,
        refund.operation(.create)?.parameter(named: object.name) != nil
      {
        notes.append("refund it instead: `create refund { \(object.name): … }`")
      }
    }
    for name in object.actionNames where name.contains(verb.rawValue) {
      notes.append("use `execute \(name) \(object.name)`")
    }
    if let parent = target.parents.last {
      let words = Set(parent.nestedOperations.filter { $0.object == object }.map(\.collection))
      for word in words.sorted() where parent.operation(.update)?.parameter(named: word) != nil {
        notes.append(
          "change them with the \(parent.name): `update \(parent.name) … { \(word): […] }`")
      }
    }
    return notes
  }

  /// Returns hints for the places where the same object is nested in others.
  private func nestedPlaces(of verb: Verb, _ target: ResolvedTarget) -> [String] {
    guard target.parents.isEmpty else { return [] }
    let kinds = OperationKind.kinds(of: verb)
    let places = target.object.operations.filter { kinds.contains($0.kind) && !$0.parents.isEmpty }
    return places.prefix(2).map { operation in
      let parents = operation.parents.reversed().map { "of \($0.name) …" }.joined(separator: " ")
      let word = operation.kind == .list ? operation.collection : operation.collectionMember
      return "it is nested: `\(verb.rawValue) \(word) \(parents)`"
    }
  }

  /// Returns the verbs that are possible for a target.
  func verbs(of target: ResolvedTarget) -> [String] {
    var verbs: [String] = []
    if target.operation(.retrieve) != nil { verbs.append("get") }
    if target.operation(.list) != nil { verbs += ["list", "query"] }
    for (verb, kind) in [
      ("create", OperationKind.create), ("update", .update), ("delete", .delete),
    ]
    where target.operation(kind) != nil || target.batch(kind) != nil {
      verbs.append(verb)
    }
    return verbs + target.object.actionNames.map { "execute \($0)" }
  }
}

extension OperationKind {
  static func kinds(of verb: Verb) -> [OperationKind] {
    switch verb {
    case .get: [.retrieve]
    case .retrieve, .list, .query: [.list, .search]
    case .create: [.create]
    case .update: [.update]
    case .upsert: [.create, .update]
    case .delete: [.delete]
    case .execute: [.action]
    }
  }
}

extension ObjectEnding {
  fileprivate var note: String {
    switch self {
    case .archiving(let update):
      "archive it instead: `update \(update.object.name) … { active: false }`"
    case .transaction(let action):
      "end it instead: `execute \(action.name) \(action.object.name) …`"
    }
  }
}
