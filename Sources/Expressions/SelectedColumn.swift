/// One item of a `select`: what is computed, and the column it is shown in.
package struct SelectedColumn: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    case scalar(Scalar)
    /// `count()` has no argument.
    case aggregate(Function, Scalar?)
  }

  package var content: Content
  /// A plain path keeps Stripe's nesting in JSON; an alias is a member of the row itself.
  package var column: Column

  package init(_ content: Content, in column: Column) {
    self.content = content
    self.column = column
  }

  package var label: String { column.label }

  /// The expression it is computed from; nil for `count()`.
  package var scalar: Scalar? {
    switch content {
    case .scalar(let scalar): scalar
    case .aggregate(_, let scalar): scalar
    }
  }
}
