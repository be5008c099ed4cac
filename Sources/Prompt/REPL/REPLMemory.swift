/// What the loop at the prompt remembers from one entry to the next.
final class REPLMemory {
  /// True if the time of each statement is shown.
  var isTimed = false
  /// The last statement, for `edit`.
  var lastStatement = ""
  private var lastTab: (text: String, cursor: Int)?
  private var page = 0

  /// Returns the page of choices to show: 0, or the next one if Tab is pressed again at the same
  /// place.
  func page(for text: String, at cursor: Int) -> Int {
    let isAgain = lastTab.map { $0 == (text, cursor) } ?? false
    page = isAgain ? page + 1 : 0
    lastTab = (text, cursor)
    return page
  }
}
