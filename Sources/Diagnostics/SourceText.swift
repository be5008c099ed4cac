/// A text that statements are read from, with the name it is shown under.
package struct SourceText: Sendable, Hashable {
  /// A file's path as the user gave it, or `-e`, `stdin`, `prompt`.
  package let name: String
  /// The whole text.
  package let text: String
  /// The UTF-8 offset at which each line begins.
  let lineStarts: [Int]

  /// Creates a text with the name it is shown under.
  package init(name: String, text: String) {
    self.name = name
    self.text = text
    lineStarts = Self.lineStarts(of: text)
  }

  /// Lines follow from the text and are not compared again.
  package static func == (left: SourceText, right: SourceText) -> Bool {
    (left.name, left.text) == (right.name, right.text)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(text)
  }

  private static func lineStarts(of text: String) -> [Int] {
    var text = text
    // Lines are cut by bytes: "\r\n" is one character and would hide its line feed.
    return text.withUTF8 { bytes in
      var starts = [0]
      for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
        starts.append(offset + 1)
      }
      return starts
    }
  }
}

/// A range of a source text, in UTF-8 offsets.
package struct Span: Sendable, Hashable {
  /// The UTF-8 offset of the first byte, from 0.
  package var start: Int
  /// The UTF-8 offset after the last byte.
  package var end: Int

  /// Creates a span; an end before the start becomes the start.
  package init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  /// The empty span at the beginning, for things without a place.
  package static let none = Span(0, 0)

  /// Returns the smallest span that covers both.
  package func joined(_ other: Span) -> Span {
    Span(min(start, other.start), max(end, other.end))
  }
}

/// A place in a text as editors show it: lines and columns from 1, columns in characters.
package struct Position: Sendable, Hashable {
  /// The line, from 1.
  package let line: Int
  /// The column in characters, from 1.
  package let column: Int

  /// Creates a position from a line and a column, both from 1.
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// A span of a certain source text, for problems that are found only at run time.
package struct Place: Sendable, Hashable {
  /// The text that the span is in.
  package let source: SourceText
  /// The marked part of the text.
  package let span: Span

  /// Creates a place from a text and a span in it.
  package init(source: SourceText, span: Span) {
    self.source = source
    self.span = span
  }
}
