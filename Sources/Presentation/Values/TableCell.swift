/// The content of one cell of a table.
struct TableCell: Sendable, Hashable {
  let text: String
  let role: TextRole?
  let alignment: TextAlignment
  /// True if the text must not be cut, since a part of it would be a wrong value: numbers, amounts,
  /// times and ids.
  let isWhole: Bool

  init(
    _ text: String, role: TextRole? = nil, alignment: TextAlignment = .left, isWhole: Bool = false
  ) {
    self.text = text
    self.role = role
    self.alignment = alignment
    self.isWhole = isWhole
  }

  /// The cell of a missing value, which looks unlike an empty text.
  static let null = TableCell("–", role: .null)
}
