import Expressions
import StripeCatalog

extension Crossing {
  /// Levels of one `expand`. Source: Stripe's page on expanding responses.
  package static let mostLevels = 4

  /// Levels of a row that `expand` reaches on a page, whose `data` is one of the four. Source: the
  /// same page, by which `data.payment_intent.customer.default_source` is the deepest of charges.
  package static let mostLevelsOfRows = mostLevels - 1

  /// The id that is looked up where a path leads deeper than can be expanded, if there is one to
  /// look up: the deepest that can be reached, because an id decides all that is behind it, so that
  /// of deeper ones there are fewer.
  package func cut(levels: Int) -> Reference? {
    guard let far = far(levels: levels) else { return nil }
    return references[...far].last { $0.retrieval != nil }
  }

  /// What can neither be expanded nor be looked up, however many look-ups come one after another.
  package func unreachable(levels: Int) -> Reference? {
    guard let far = far(levels: levels) else { return nil }
    guard let cut = cut(levels: levels) else { return references[far] }
    return below(cut).unreachable(levels: Self.mostLevels)
  }

  /// What it wants of the object at one of its references.
  package func below(_ reference: Reference) -> Crossing {
    let inside = references.filter { $0 != reference && $0.path.starts(with: reference.path) }
    return Crossing(
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
  /// Whether one answer can be expanded so far. Fewer levels than the most are those of rows on a
  /// page.
  fileprivate func isReached(levels: Int) -> Bool {
    isByIDOnly ? depth == 1 && levels == Crossing.mostLevels : depth <= levels
  }

  /// How one object is read where rows of a page cannot be.
  func hint(getting object: ObjectType) -> String {
    isByIDOnly
      ? "`get \(object.name) …` returns it" : "`get \(object.name) …` expands one level deeper"
  }

  /// Why the object there cannot be had.
  package var unreachableText: String {
    if isByIDOnly {
      return "Stripe returns `\(path)` only when one object is requested by id"
    }
    return "Stripe cannot expand as deeply as `\(path)` here,"
      + " and no object on that path can be requested by its id alone"
  }
}

extension RowPath {
  /// Whether it leads through another path, or ends there.
  package func starts(with other: RowPath) -> Bool { steps.starts(with: other.steps) }

  fileprivate func below(_ other: RowPath) -> RowPath {
    RowPath(Array(steps.dropFirst(other.steps.count)))
  }
}
