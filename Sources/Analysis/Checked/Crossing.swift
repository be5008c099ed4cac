import Expressions
import StripeCatalog

/// What a path of a statement wants of a row beyond what stands in it: objects in place of the ids
/// that it crosses, and lists that are whole.
package struct Crossing: Sendable, Hashable {
  package enum Use: Sendable, Hashable {
    /// Rows are tested, ordered or grouped by it: it is wanted of every row.
    case tested
    /// The statement's `expand` names it.
    case asked
    /// It is shown, which only rows are that are handed on.
    case shown
  }

  package var use: Use
  /// Outermost first.
  package var references: [Reference]
  /// Lists within a row whose elements it looks at.
  package var lists: [RowPath]

  package init(use: Use, references: [Reference], lists: [RowPath] = []) {
    self.use = use
    self.references = references
    self.lists = lists
  }
}

/// A place in a row where an id stands, and where its object can stand instead.
package struct Reference: Sendable, Hashable {
  /// Where the path goes through an array without a position, all elements are meant.
  package var path: RowPath
  /// What the id can be of; empty where it is no id, but what Stripe includes only on request.
  package var kinds: [ObjectType]
  /// Whether one row may have several there.
  package var isMany: Bool
  /// Whether Stripe includes it only in the answer to a request for one object by its id.
  package var isByIDOnly: Bool

  package init(
    path: RowPath, kinds: [ObjectType], isMany: Bool = false, isByIDOnly: Bool = false
  ) {
    self.path = path
    self.kinds = kinds
    self.isMany = isMany
    self.isByIDOnly = isByIDOnly
  }

  /// As `expand` spells it: without positions in arrays.
  package var expandText: String { path.keys.joined(separator: ".") }

  /// The levels that Stripe counts of it.
  package var depth: Int { path.keys.count }
}

extension Reference {
  /// How its objects are asked for by id alone; nil where there is no way, or more than one.
  package var retrieval: Operation? {
    guard kinds.count == 1, let operation = kinds.first?.operation(.retrieve),
      operation.pathParameters.count == 1
    else { return nil }
    return operation
  }
}
