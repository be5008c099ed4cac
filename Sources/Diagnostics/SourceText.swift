/// A text that statements are read from, with the name it is shown under.
package struct SourceText: Sendable, Hashable {
  /// A file's path as the user gave it, or `-e`, `stdin`, `prompt`.
  package let name: String
  package let text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// A stretch of a source text, in UTF-8 offsets.
package struct Span: Sendable, Hashable {
  package var start: Int
  package var end: Int

  package init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  package static let none = Span(0, 0)

  /// The smallest span that covers both.
  package func joined(_ other: Span) -> Span {
    Span(min(start, other.start), max(end, other.end))
  }
}

/// A place as people count it: lines and columns from 1, columns in characters.
package struct Position: Sendable, Hashable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// A stretch of a certain text: what a problem that shows only at run time points at.
package struct Place: Sendable, Hashable {
  package let source: SourceText
  package let span: Span

  package init(source: SourceText, span: Span) {
    self.source = source
    self.span = span
  }
}
