/// `order by total desc`
package struct OrderKey: Sendable, Hashable {
  /// Over a row, or over a group's columns by their label.
  package var scalar: Scalar
  package var isDescending: Bool

  package init(scalar: Scalar, isDescending: Bool) {
    self.scalar = scalar
    self.isDescending = isDescending
  }
}
