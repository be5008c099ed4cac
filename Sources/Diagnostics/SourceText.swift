/// A text that statements are read from, with the name it is shown under.
public struct SourceText: Sendable, Hashable {
  /// A file's path as the user gave it, or `-e`, `stdin`, `prompt`.
  public let name: String
  public let text: String

  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// A stretch of a source text, in UTF-8 offsets.
public struct Span: Sendable, Hashable {
  public var start: Int
  public var end: Int

  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  public static let none = Span(0, 0)

  /// The smallest span that covers both.
  public func joined(_ other: Span) -> Span {
    Span(min(start, other.start), max(end, other.end))
  }
}

/// A place as people count it: lines and columns from 1, columns in characters.
public struct Position: Sendable, Hashable {
  public let line: Int
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// A stretch of a certain text: what a problem that shows only at run time points at.
public struct Place: Sendable, Hashable {
  public let source: SourceText
  public let span: Span

  public init(source: SourceText, span: Span) {
    self.source = source
    self.span = span
  }
}
