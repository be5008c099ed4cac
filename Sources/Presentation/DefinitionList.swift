/// Terms and their descriptions, in two columns. A term is never cut; a description that does not
/// fit next to its term follows below it.
package struct DefinitionList: Sendable {
  /// A term with its description.
  package struct Entry: Sendable, Hashable {
    /// The term, shown in the left column.
    package let term: String
    /// The description: words separated by blanks, between which lines may be broken.
    package let text: String

    /// Creates an entry from a term and its description.
    package init(_ term: String, _ text: String) {
      self.term = term
      self.text = text
    }
  }

  private let entries: [Entry]

  /// The maximum width of the column of terms; a longer term has a line of its own.
  private static let maxTermWidth = 32
  /// The minimum width of a description next to its term; with less, it follows below.
  private static let minTextWidth = 24
  private static let indent = 2

  /// Creates a list whose entries keep their order.
  package init(_ entries: [Entry]) {
    self.entries = entries
  }

  /// Returns the lines of the list.
  /// - Parameter width: the width of the terminal in columns.
  package func lines(width: Int) -> [String] {
    let widest = entries.map { DisplayWidth.of($0.term) }.filter { $0 <= Self.maxTermWidth }.max()
    let start = Self.indent + (widest ?? 0) + 2
    let isBeside = width - start >= Self.minTextWidth
    let textStart = isBeside ? start : Self.indent * 2 + 2
    return entries.flatMap { lines(of: $0, textStart, isBeside: isBeside, width) }
  }

  private func lines(
    of entry: Entry, _ textStart: Int, isBeside: Bool, _ width: Int
  ) -> [String] {
    let term = String(repeating: " ", count: Self.indent) + entry.term
    let margin = String(repeating: " ", count: textStart)
    var texts = Self.wrapped(entry.text, to: max(1, width - textStart)).map { margin + $0 }
    guard isBeside, DisplayWidth.of(term) + 2 <= textStart, let first = texts.first else {
      return [term] + texts
    }
    texts[0] = TerminalText.padded(term, to: textStart, .left) + first.dropFirst(textStart)
    return texts
  }

  /// Breaks a text into lines at blanks; a word longer than the width has a line of its own.
  /// - Parameter width: the width of a line in columns of a terminal.
  package static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, DisplayWidth.of(last) + 1 + DisplayWidth.of(word) <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
