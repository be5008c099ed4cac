import Expressions
import StripeCatalog

/// The data that a path needs in addition to the row itself: related objects, fetched by the ids on
/// the path, and complete nested lists.
package struct RelationPath: Sendable, Hashable {
  /// The purpose of a path.
  package enum Use: Sendable, Hashable {
    /// A condition, a sort key or a group key, needed for every row.
    case tested
    /// A path of the statement's `expand`.
    case asked
    /// A column, needed only for rows of the result.
    case shown
  }

  /// The purpose of the path.
  package var use: Use
  /// The ids on the path whose objects are needed, outermost first.
  package var references: [Reference]
  /// The nested lists that the path reads.
  package var lists: [RowPath]

  /// Creates a crossing from its parts.
  package init(use: Use, references: [Reference], lists: [RowPath] = []) {
    self.use = use
    self.references = references
    self.lists = lists
  }
}

/// A place in a row with an id that can be replaced by its object.
package struct Reference: Sendable, Hashable {
  /// The path to the id. A step through an array without an index means all of its elements.
  package var path: RowPath
  /// The possible types of the object; empty if the place has no id, but data sent only on request.
  package var kinds: [ObjectType]
  /// True if one row can have several ids there.
  package var isMany: Bool
  /// True if Stripe sends it only in the response to a request for one object by id.
  package var isByIDOnly: Bool

  /// Creates a reference from its parts.
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
  /// The operation that returns such an object by its id only; nil if there is none, or more than
  /// one.
  package var retrieval: Operation? {
    guard kinds.count == 1, let operation = kinds.first?.operation(.retrieve),
      operation.pathParameters.count == 1
    else { return nil }
    return operation
  }
}
