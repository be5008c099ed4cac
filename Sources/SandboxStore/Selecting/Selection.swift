/// The objects that a list or a search selects, and where in them it starts.
package struct Selection {
  /// Where candidates come from, in list order.
  package enum Source: Sendable, Hashable {
    /// All objects of a type.
    case type(String)
    /// Those with a value in the index of a filter; several values cost a sort.
    case index(name: String, values: [String])
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
  /// The test of a row's fields; nil if the source selects exactly the rows.
  package var test: ((_ fields: IndexedFieldsReader, _ sortKey: Int) -> Bool)?
  /// The place after which the page begins; nil for the beginning of the list.
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
}
