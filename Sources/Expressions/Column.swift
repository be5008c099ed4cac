import JSON

/// A column of a result: its label, and the path to its values in the rows that are shown.
package struct Column: Sendable, Hashable {
  /// The dotted path, the alias, or the aggregate's name such as `sum_total`.
  package var label: String
  package var path: RowPath
  /// What the values are to people.
  package var kind: DisplayKind

  package init(_ label: String, at path: RowPath, showing kind: DisplayKind = .unknown) {
    self.label = label
    self.path = path
    self.kind = kind
  }

  /// A column that is a member of the row itself.
  package init(member label: String) {
    self.init(label, at: RowPath([.key(label)]))
  }

  /// The value in a row, nil where there is none.
  package func value(in row: RawJSON) -> RawJSON? { row.value(at: path) }
}
