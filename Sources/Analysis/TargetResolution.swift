import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

/// An object and what it is nested in.
struct ResolvedTarget {
  var object: ObjectType
  /// Outermost first.
  var parents: [ObjectType]
  /// The word the target was written with: `lines`, `tax_ids`.
  var word: String
  var span: Span

  /// The operation of a kind, by the collection's word first and then by the object.
  func operation(_ kind: OperationKind) -> Operation? {
    let names = parents.map(\.name)
    guard let parent = parents.last else { return object.operation(kind) }
    let above = Array(names.dropLast())
    for word in [word] + ResolvedTarget.synonyms(of: word) {
      if let found = parent.operation(kind, collection: word, of: above) { return found }
    }
    return object.operation(kind, of: names)
  }

  /// How several of them are written at once, where they are nested and Stripe has that.
  func batch(_ kind: OperationKind) -> BatchOperation? {
    guard let parent = parents.last else { return nil }
    let above = parents.dropLast().map(\.name)
    let words = [word] + ResolvedTarget.synonyms(of: word)
    return words.lazy.compactMap { parent.batch(kind, collection: $0, of: above) }.first
  }

  /// What stands in for `lines` where an object calls them otherwise.
  static func synonyms(of word: String) -> [String] {
    [
      "lines": ["line_items"], "line": ["line_item"], "line_items": ["lines"],
      "line_item": ["line"],
    ][
      word.lowercased()] ?? []
  }
}

/// Finds the objects that the names of a statement mean.
struct TargetResolver: Reporting {
  let catalog: Catalog
  let log: DiagnosticLog

  /// The object a name means.
  func object(named name: Name) -> ObjectType? {
    if let object = catalog.object(named: name.text) { return object }
    let alike = catalog.objects(withLastWord: name.text).map(\.name)
    let words = catalog.objects.flatMap { [$0.name, $0.plural] }
    report(
      .unknownObject, "unknown object `\(name.text)`", at: name.span,
      hint: alike.isEmpty
        ? suggestion(for: name.text, among: words)
        : "did you mean \(alike.map { "`\($0)`" }.joined(separator: " or "))?",
      notes: alike.isEmpty ? ["`show objects` lists them"] : [])
    return nil
  }

  /// The target with its parents, outermost first.
  func resolve(_ target: Target) -> ResolvedTarget? {
    var parents: [ObjectType] = []
    for parent in target.parents.reversed() {
      guard let object = object(named: parent.object, in: parents) else { return nil }
      parents.append(object)
    }
    guard let object = object(named: target.object, in: parents) else { return nil }
    return ResolvedTarget(
      object: object, parents: parents, word: target.object.text.lowercased(),
      span: target.object.span)
  }

  /// The object a name means below others: `lines` of an invoice are its line items.
  private func object(named name: Name, in parents: [ObjectType]) -> ObjectType? {
    guard let parent = parents.last else { return object(named: name) }
    let word = name.text.lowercased()
    for word in [word] + ResolvedTarget.synonyms(of: word) {
      let nested = parent.nestedOperations.first {
        $0.collection == word || $0.collectionMember == word
      }
      if let nested { return nested.object }
    }
    if let object = catalog.object(named: word) { return object }
    let collections = Set(parent.nestedOperations.map(\.collection)).sorted()
    report(
      .unknownObject, "\(parent.name) has no `\(name.text)`", at: name.span,
      hint: suggestion(for: word, among: collections),
      notes: collections.isEmpty
        ? ["\(parent.name.withArticle) has no nested objects"]
        : ["nested objects of \(parent.name.withArticle): \(collections.joined(separator: ", "))"])
    return nil
  }
}

extension Checker {
  /// The ids of the parents as scalars, outermost first; nil where one is left to the document.
  mutating func parentIDs(_ target: Target) -> [Scalar?] {
    target.parents.reversed().map { parent in parent.id.flatMap { checkedID($0) } }
  }

  /// An id: a bare word, a text, or anything that has an id.
  mutating func checkedID(_ expression: Expression) -> Scalar? {
    if case .path(let path) = expression.kind, let id = path.word {
      return .constant(.string(id))
    }
    return checkedScalar(expression, on: .nothing)
  }

  mutating func checkedIDs(_ target: Target) -> [Scalar] {
    target.ids.compactMap { checkedID($0) }
  }
}
