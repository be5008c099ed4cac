import Diagnostics

/// A whole text: statements in order, and the comments between and behind them.
package struct Program: Sendable, Hashable {
  package var source: SourceText
  package var statements: [Statement]
  package var comments: [Comment]

  package init(source: SourceText, statements: [Statement], comments: [Comment] = []) {
    self.source = source
    self.statements = statements
    self.comments = comments
  }
}

/// `# text`, without its line end; a `#!` first line too.
package struct Comment: Sendable, Hashable {
  package var text: String
  package var span: Span

  package init(text: String, span: Span) {
    self.text = text
    self.span = span
  }
}

/// One statement and where it stands.
package struct Statement: Sendable, Hashable {
  package var kind: StatementKind
  package var span: Span

  package init(_ kind: StatementKind, at span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// A word of the text that names something.
package struct Name: Sendable, Hashable {
  package var text: String
  package var span: Span

  package init(_ text: String, at span: Span) {
    self.text = text
    self.span = span
  }
}
