import Diagnostics

/// A whole text: statements in order, and the comments between and behind them.
public struct Program: Sendable, Hashable {
  public var source: SourceText
  public var statements: [Statement]
  public var comments: [Comment]

  public init(source: SourceText, statements: [Statement], comments: [Comment] = []) {
    self.source = source
    self.statements = statements
    self.comments = comments
  }
}

/// `# text`, without its line end; a `#!` first line too.
public struct Comment: Sendable, Hashable {
  public var text: String
  public var span: Span

  public init(text: String, span: Span) {
    self.text = text
    self.span = span
  }
}

/// One statement and where it stands.
public struct Statement: Sendable, Hashable {
  public var kind: StatementKind
  public var span: Span

  public init(_ kind: StatementKind, at span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// A word of the text that names something.
public struct Name: Sendable, Hashable {
  public var text: String
  public var span: Span

  public init(_ text: String, at span: Span) {
    self.text = text
    self.span = span
  }
}
