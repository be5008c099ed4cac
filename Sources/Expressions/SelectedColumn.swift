/// One item of a `select`: the expression and the column that shows its value.
package struct SelectedColumn: Sendable, Hashable {
  /// The expression, over a row, or over a group if rows are grouped.
  package var scalar: Scalar
  /// The column. A plain path keeps Stripe's nesting in JSON; an alias is a member of the row
  /// itself.
  package var column: Column

  /// The shape of the values, as far as it is known.
  package var shape: ValueShape

  /// Creates an item from its parts.
  package init(_ scalar: Scalar, in column: Column, shape: ValueShape) {
    self.scalar = scalar
    self.column = column
    self.shape = shape
  }

  /// The label of the column.
  package var label: String { column.label }
}
