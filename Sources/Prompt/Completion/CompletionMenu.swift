/// Turns completions into what TAB does: insert what is certain, list what is not.
package struct CompletionMenu: Sendable {
  /// The terminal the list is drawn on.
  package var size: TerminalSize

  package init(size: TerminalSize) {
    self.size = size
  }

  /// The edit for completions that all replace the same stretch of a text up to the cursor.
  package func edit(
    for completions: [Completion], in text: String, cursor: Int
  ) -> CompletionEdit {
    guard let first = completions.first else { return .nothing }
    let typed = CompletionMenu.text(text, from: first.span.start, to: cursor)
    if completions.count == 1 {
      return CompletionEdit(
        erased: typed.unicodeScalars.count, insertion: first.text + first.ending)
    }
    let common = CompletionMenu.commonPrefix(of: completions.map(\.text))
    guard common.unicodeScalars.count > typed.unicodeScalars.count else {
      return CompletionEdit(listing: listing(of: completions))
    }
    return CompletionEdit(erased: typed.unicodeScalars.count, insertion: common)
  }

  /// The choices in columns, read downwards; with their descriptions where there is room for all
  /// of them, else as many as fill two thirds of the terminal, and how many more there are.
  package func listing(of completions: [Completion]) -> String {
    let rows = max(2, size.rows * 2 / 3)
    let names = completions.map(\.text)
    for cells in [cells(of: completions), names] {
      // The last column of a terminal stays free: some go to the next line after filling it.
      let grid = CompletionGrid(cells, fitting: size.columns)
      if grid.height <= rows { return grid.text }
    }
    let grid = CompletionGrid(firstOf: names, fitting: size.columns, height: rows - 1)
    return grid.text + "\n… and \(names.count - grid.count) more"
  }

  private static let widestDescription = 36

  /// Names padded to one width with their descriptions behind them.
  private func cells(of completions: [Completion]) -> [String] {
    guard completions.contains(where: { !$0.description.isEmpty }) else {
      return completions.map(\.text)
    }
    let width = completions.map(\.text.unicodeScalars.count).max() ?? 0
    return completions.map { completion in
      let description = shortened(completion.description)
      guard !description.isEmpty else { return completion.text }
      return padded(completion.text, to: width) + "  " + description
    }
  }

  private func shortened(_ description: String) -> String {
    guard description.count > CompletionMenu.widestDescription else { return description }
    return description.prefix(CompletionMenu.widestDescription - 1) + "…"
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
  }

  static func commonPrefix(of texts: [String]) -> String {
    guard let first = texts.first else { return "" }
    let shared = texts.dropFirst().reduce(Array(first.unicodeScalars)) { shared, text in
      Array(zip(shared, text.unicodeScalars).prefix { $0 == $1 }.map(\.0))
    }
    return String(String.UnicodeScalarView(shared))
  }

  /// A stretch of a text by UTF-8 offsets, empty where they do not fit it.
  static func text(_ text: String, from start: Int, to end: Int) -> String {
    guard start >= 0, end > start, end <= text.utf8.count else { return "" }
    return String(decoding: text.utf8.dropFirst(start).prefix(end - start), as: UTF8.self)
  }
}
