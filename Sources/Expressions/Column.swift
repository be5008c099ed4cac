import JSON

/// A column of a result: its label, and the path to its values in the rows of the result.
package struct Column: Sendable, Hashable {
  /// The label: a dotted path, an alias, or the name of an aggregate such as `sum_total`.
  package var label: String
  /// The path to the value of the column in a row.
  package var path: RowPath
  /// The kind of values, which decides how they are displayed.
  package var kind: DisplayKind

  /// Creates a column with a label, a path and a kind of values.
  package init(_ label: String, at path: RowPath, showing kind: DisplayKind = .unknown) {
    self.label = label
    self.path = path
    self.kind = kind
  }

  /// Creates a column for a member of the row itself.
  package init(member label: String) {
    self.init(label, at: RowPath([.key(label)]))
  }

  /// Returns the value of the column in a row; nil if the row has none.
  package func value(in row: RawJSON) -> RawJSON? { row.value(at: path) }
}
