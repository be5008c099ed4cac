/// What one cell of a table shows.
struct TableCell: Sendable, Hashable {
  let text: String
  let role: TextRole?
  let alignment: TextAlignment
  /// Whether a part of it would be a wrong value: numbers, amounts, times and ids.
  let isWhole: Bool

  init(
    _ text: String, role: TextRole? = nil, alignment: TextAlignment = .left, isWhole: Bool = false
  ) {
    self.text = text
    self.role = role
    self.alignment = alignment
    self.isWhole = isWhole
  }

  /// What stands where a row has no value, unlike an empty text.
  static let null = TableCell("–", role: .null)
}
