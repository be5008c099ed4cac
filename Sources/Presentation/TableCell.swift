import JSON

/// What one cell of a table shows.
struct TableCell: Sendable, Hashable {
  let text: String
  let isNumber: Bool

  static let empty = TableCell(text: "", isNumber: false)

  init(text: String, isNumber: Bool) {
    self.text = text
    self.isNumber = isNumber
  }

  /// A value made fit for a terminal; an object with an `id` is shown by that.
  init(_ value: RawJSON) {
    let shown = value.kind == .object ? value["id"]?.string ?? value.compact : value.flatText
    self.init(text: TerminalText.sanitised(shown), isNumber: value.kind == .number)
  }
}
