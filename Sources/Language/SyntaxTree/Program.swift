import Diagnostics

/// A parsed text: its statements in order, and its comments.
package struct Program: Sendable, Hashable {
  /// The text that was parsed.
  package var source: SourceText
  /// The statements, in order.
  package var statements: [Statement]
  /// The comments, in order.
  package var comments: [Comment]

  /// Creates a program from its parts.
  package init(source: SourceText, statements: [Statement], comments: [Comment] = []) {
    self.source = source
    self.statements = statements
    self.comments = comments
  }
}

/// A comment: `# text`, without its line end. A first line with `#!` is one too.
package struct Comment: Sendable, Hashable {
  /// The text of the comment, with its `#`.
  package var text: String
  /// The place of the comment in the text.
  package var span: Span

  /// Creates a comment from its text and its place.
  package init(text: String, span: Span) {
    self.text = text
    self.span = span
  }
}

/// A statement and its place in the text.
package struct Statement: Sendable, Hashable {
  /// The form of the statement, with its parts.
  package var kind: StatementKind
  /// The place of the statement in the text.
  package var span: Span

  /// Creates a statement from its form and its place.
  package init(_ kind: StatementKind, at span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// A name in the text, with its place.
package struct Name: Sendable, Hashable {
  /// The name, as written.
  package var text: String
  /// The place of the name in the text.
  package var span: Span

  /// Creates a name from its text and its place.
  package init(_ text: String, at span: Span) {
    self.text = text
    self.span = span
  }
}
