import Expressions
import StripeCatalog

extension RelationPath {
  /// The maximum number of levels of one `expand`. Source: Stripe's page on expanding responses.
  package static let maxLevels = 4

  /// The maximum number of levels below a row on a page, because `data` is one of the four. Source:
  /// the same page, where `data.payment_intent.customer.default_source` is the deepest for charges.
  package static let maxLevelsOfRows = maxLevels - 1

  /// Returns the id to fetch separately if a path is deeper than Stripe can expand; nil if there is
  /// none. It is the deepest one within reach: rows share deep objects, so fewer requests are
  /// needed.
  /// - Parameter levels: The number of levels that can be expanded.
  package func cut(levels: Int) -> Reference? {
    guard let far = far(levels: levels) else { return nil }
    return references[...far].last { $0.retrieval != nil }
  }

  /// Returns the first reference that can be neither expanded nor fetched, in any number of
  /// requests.
  /// - Parameter levels: The number of levels that can be expanded.
  package func unreachable(levels: Int) -> Reference? {
    guard let far = far(levels: levels) else { return nil }
    guard let cut = cut(levels: levels) else { return references[far] }
    return below(cut).unreachable(levels: Self.maxLevels)
  }

  /// Returns the part of the path that starts at the object of a reference.
  package func below(_ reference: Reference) -> RelationPath {
    let inside = references.filter { $0 != reference && $0.path.starts(with: reference.path) }
    return RelationPath(
      use: use,
      references: inside.map {
        Reference(
          path: $0.path.below(reference.path), kinds: $0.kinds, isMany: $0.isMany,
          isByIDOnly: $0.isByIDOnly)
      },
      lists: lists.filter { $0.starts(with: reference.path) }.map { $0.below(reference.path) })
  }

  private func far(levels: Int) -> Int? { references.firstIndex { !$0.isReached(levels: levels) } }
}

extension Reference {
  /// Returns true if one response can be expanded that far. Fewer than the maximum levels means the
  /// rows of a page.
  fileprivate func isReached(levels: Int) -> Bool {
    isByIDOnly ? depth == 1 && levels == RelationPath.maxLevels : depth <= levels
  }

  /// Returns a hint to read one object by id if rows of a page cannot have the data.
  func hint(getting object: ObjectType) -> String {
    isByIDOnly
      ? "`get \(object.name) …` returns it" : "`get \(object.name) …` expands one level deeper"
  }

  /// The message for a reference whose object is not available.
  package var unreachableText: String {
    if isByIDOnly {
      return "Stripe returns `\(path)` only when one object is requested by id"
    }
    return "Stripe cannot expand as deeply as `\(path)` here,"
      + " and no object on that path can be requested by its id alone"
  }
}

extension RowPath {
  /// Returns true if it leads through another path, or is equal to it.
  package func starts(with other: RowPath) -> Bool { steps.starts(with: other.steps) }

  fileprivate func below(_ other: RowPath) -> RowPath {
    RowPath(Array(steps.dropFirst(other.steps.count)))
  }
}
