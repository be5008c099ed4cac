/// One sort key: `order by total desc`
package struct OrderKey: Sendable, Hashable {
  /// The value to sort by, over a row, or over the columns of a group by their labels.
  package var scalar: Scalar
  /// True for descending order.
  package var isDescending: Bool

  /// Creates a sort key from an expression and a direction.
  package init(scalar: Scalar, isDescending: Bool) {
    self.scalar = scalar
    self.isDescending = isDescending
  }
}
