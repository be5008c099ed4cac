/// One item of a `select`: what is computed, and the column it is shown in.
package struct SelectedColumn: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    case scalar(Scalar)
    /// `count()` has no argument. The currency is that of the amounts that are added up, and must
    /// be the same in all rows of a group; nil where they are not money.
    case aggregate(Function, Scalar?, currency: RowPath?)
  }

  package var content: Content
  /// A plain path keeps Stripe's nesting in JSON; an alias is a member of the row itself.
  package var column: Column

  /// What is known of its values.
  package var shape: ValueShape

  package init(_ content: Content, in column: Column, shape: ValueShape) {
    self.content = content
    self.column = column
    self.shape = shape
  }

  package var label: String { column.label }

  /// The expression it is computed from; nil for `count()`.
  package var scalar: Scalar? {
    switch content {
    case .scalar(let scalar): scalar
    case .aggregate(_, let scalar, _): scalar
    }
  }
}
