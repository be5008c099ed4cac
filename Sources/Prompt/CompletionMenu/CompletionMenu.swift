import CodeCompletion

/// Converts completions into an edit: inserts what they have in common, or lists the choices.
package struct CompletionMenu: Sendable {
  /// The size of the terminal on which choices are listed.
  package var size: TerminalSize
  /// The number of pages of the choices that were shown before.
  package var page: Int

  /// Creates a menu for a terminal of a size.
  package init(size: TerminalSize, page: Int = 0) {
    self.size = size
    self.page = page
  }

  /// Returns the edit for completions that all replace the same span before the cursor.
  /// - Parameter cursor: the UTF-8 offset of the cursor in the text.
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
    // What was found by a name does not begin with what was typed.
    guard common.unicodeScalars.count > typed.unicodeScalars.count,
      common.lowercased().hasPrefix(typed.lowercased())
    else {
      return CompletionEdit(listing: listing(of: completions))
    }
    return CompletionEdit(erased: typed.unicodeScalars.count, insertion: common)
  }

  /// Returns the choices in columns, read downwards, with their descriptions if all of them fit.
  /// Otherwise the names alone, as many as fit two thirds of the terminal, and the number of those
  /// that further Tabs show. After the last page comes the first one.
  package func listing(of completions: [Completion]) -> String {
    let rows = max(2, size.rows * 2 / 3)
    let names = completions.map(\.text)
    // The last column of the terminal stays empty: some terminals wrap the line after filling it.
    let described = CompletionGrid(cells(of: completions), fitting: size.columns)
    if described.height <= rows { return described.text }
    return required(completions) + listing(of: names, rows: rows)
  }

  /// Returns the line that names the keys of a body that are required, for a list without
  /// descriptions.
  private func required(_ completions: [Completion]) -> String {
    let required = completions.filter { $0.description.hasPrefix("required") }.map(\.text)
    return required.isEmpty ? "" : "required: " + required.joined(separator: ", ") + "\n"
  }

  private func listing(of names: [String], rows: Int) -> String {
    let whole = CompletionGrid(names, fitting: size.columns)
    if whole.height <= rows { return whole.text }
    let pages = pages(of: names, height: rows - 1)
    let shown = pages[page % pages.count]
    let rest = names.count - pages.prefix(page % pages.count + 1).map(\.count).reduce(0, +)
    guard rest > 0 else { return shown.text }
    return shown.text + "\n… and \(rest) more: press Tab again"
  }

  /// Returns the grids that show all names one after the other; at least one.
  private func pages(of names: [String], height: Int) -> [CompletionGrid] {
    var pages: [CompletionGrid] = []
    var rest = names[...]
    while !rest.isEmpty || pages.isEmpty {
      let whole = CompletionGrid(Array(rest), fitting: size.columns)
      let page =
        whole.height <= height
        ? whole : CompletionGrid(firstOf: Array(rest), fitting: size.columns, height: height)
      pages.append(page)
      rest = rest.dropFirst(max(1, page.count))
    }
    return pages
  }

  private static let widestDescription = 36

  /// Returns the names padded to one width, followed by their descriptions.
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

  /// Returns the longest prefix that all texts share.
  static func commonPrefix(of texts: [String]) -> String {
    guard let first = texts.first else { return "" }
    let shared = texts.dropFirst().reduce(Array(first.unicodeScalars)) { shared, text in
      Array(zip(shared, text.unicodeScalars).prefix { $0 == $1 }.map(\.0))
    }
    return String(String.UnicodeScalarView(shared))
  }

  /// Returns the part of a text between UTF-8 offsets; empty if they are out of range.
  static func text(_ text: String, from start: Int, to end: Int) -> String {
    guard start >= 0, end > start, end <= text.utf8.count else { return "" }
    return String(decoding: text.utf8.dropFirst(start).prefix(end - start), as: UTF8.self)
  }
}
