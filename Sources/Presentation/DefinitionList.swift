/// Terms and what they mean, in two columns. A term is never cut: what does not fit beside it goes
/// below it.
package struct DefinitionList: Sendable {
  package struct Entry: Sendable, Hashable {
    package let term: String
    /// Words that are separated by blanks; the line may be broken at each.
    package let text: String

    package init(_ term: String, _ text: String) {
      self.term = term
      self.text = text
    }
  }

  private let entries: [Entry]

  /// Columns of the terms, at most; a longer one has a line of its own.
  private static let maxTermWidth = 32
  /// Columns that a text needs beside its term; else it goes below it.
  private static let minTextWidth = 24
  private static let indent = 2

  package init(_ entries: [Entry]) {
    self.entries = entries
  }

  /// The lines, as wide as a terminal.
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

  /// A text in lines; a word that is longer than one has a line of its own.
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
