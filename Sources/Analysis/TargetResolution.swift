import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

/// The object of a statement, with its parents.
struct ResolvedTarget {
  var object: ObjectType
  /// The parents, outermost first.
  var parents: [ObjectType]
  /// The word for the object, as written in lower case: `lines`, `tax_ids`.
  var word: String
  var span: Span

  /// Returns the operation of a kind, found by the word of the collection, or else by the object.
  func operation(_ kind: OperationKind) -> Operation? {
    let names = parents.map(\.name)
    guard let parent = parents.last else { return object.operation(kind) }
    let above = Array(names.dropLast())
    for word in [word] + ResolvedTarget.synonyms(of: word) {
      if let found = parent.operation(kind, collection: word, of: above) { return found }
    }
    return object.operation(kind, of: names)
  }

  /// Returns the operation that writes several nested objects at once; nil if Stripe has none.
  func batch(_ kind: OperationKind) -> BatchOperation? {
    guard let parent = parents.last else { return nil }
    let above = parents.dropLast().map(\.name)
    let words = [word] + ResolvedTarget.synonyms(of: word)
    return words.lazy.compactMap { parent.batch(kind, collection: $0, of: above) }.first
  }

  /// Returns other words for the same collection, because some objects use `line_items` for
  /// `lines`.
  static func synonyms(of word: String) -> [String] {
    [
      "lines": ["line_items"], "line": ["line_item"], "line_items": ["lines"],
      "line_item": ["line"],
    ][
      word.lowercased()] ?? []
  }
}

/// Finds the objects that the names of a statement refer to.
struct TargetResolver: Reporting {
  let catalog: Catalog
  let log: DiagnosticLog

  /// Returns the object of a name; nil after a report.
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

  /// Returns the object of a statement with its parents; nil after a report.
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

  /// Returns the object of a name within parents: `lines` of an invoice are its line items.
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
  /// Returns the ids of the parents, outermost first; nil for one that the document gives.
  mutating func parentIDs(_ target: Target) -> [Scalar?] {
    target.parents.reversed().map { parent in parent.id.flatMap { checkedID($0) } }
  }

  /// Checks an id: a bare word, a text, or a value that has an id.
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
