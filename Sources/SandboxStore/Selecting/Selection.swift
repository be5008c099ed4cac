/// The objects that a list or a search selects, and where in them it starts.
package struct Selection: Sendable {
  /// Where candidates come from, in list order.
  package enum Source: Sendable, Hashable {
    /// All objects of a type.
    case type(String)
    /// Those with any of these values in the index of a filter.
    case index(name: String, values: [String])
    /// Those of a type for which an expression holds.
    case search(type: String, SearchExpression)

    package static let nothing = Source.index(name: "", values: [])
  }

  /// Which way from `place` the list is walked.
  package enum Direction: Sendable, Hashable {
    /// Towards older objects.
    case forward
    /// Towards newer ones.
    case backward
  }

  /// The rows that are looked at.
  package var source: Source
  /// Bounds on the sort key, both included.
  package var sortKeys: ClosedRange<Int> = Int.min...Int.max
  /// What the fields of a row must pass; nil where the source says it all.
  package var test: (@Sendable (_ fields: IndexedFieldsReader) -> Bool)?
  package var place: ListPlace?
  /// The direction in which the list is read.
  package var direction = Direction.forward
  /// The largest number of rows.
  package var limit: Int

  /// Creates a selection of all rows of a source, up to a limit.
  package init(source: Source, limit: Int) {
    self.source = source
    self.limit = limit
  }
}

/// The objects of one page, in list order.
package struct SelectedPage: Sendable, Hashable {
  /// The place after which the page begins; nil for the beginning of the list.
  package var places: [ListPlace]
  /// True if there are more beyond them in the direction walked.
  package var hasMore: Bool

  package init(places: [ListPlace], hasMore: Bool) {
    self.places = places
    self.hasMore = hasMore
  }
}
