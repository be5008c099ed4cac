/// One item of a `select`: what is computed, and the column it is shown in.
package struct SelectedColumn: Sendable, Hashable {
  /// Over a row, or over a group where rows are grouped.
  package var scalar: Scalar
  /// A plain path keeps Stripe's nesting in JSON; an alias is a member of the row itself.
  package var column: Column

  /// What is known of its values.
  package var shape: ValueShape

  package init(_ scalar: Scalar, in column: Column, shape: ValueShape) {
    self.scalar = scalar
    self.column = column
    self.shape = shape
  }

  package var label: String { column.label }
}
