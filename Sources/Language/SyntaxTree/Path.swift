import Diagnostics

/// A path to a field: `lines.data[0].amount`
package struct Path: Sendable, Hashable {
  /// The keys and indices, from the outermost on.
  package var components: [PathComponent]
  /// The place of the path in the text.
  package var span: Span

  /// Creates a path from its components and its place.
  package init(_ components: [PathComponent], at span: Span) {
    self.components = components
    self.span = span
  }
}

/// One step of a path.
package enum PathComponent: Sendable, Hashable {
  /// `.email`, `["odd key"]`
  case key(String)
  /// `[0]`
  case index(Int)
}

/// An object literal or a request body: `{ email: "ann@example.com", metadata.po: null }`
package struct ObjectLiteral: Sendable, Hashable {
  /// The members, in the order of the text.
  package var members: [MemberLiteral]
  /// The place of the literal in the text, its braces included.
  package var span: Span

  /// Creates an object literal from its members and its place.
  package init(_ members: [MemberLiteral], at span: Span) {
    self.members = members
    self.span = span
  }
}

/// One member of an object literal: `metadata.po: "1"`
package struct MemberLiteral: Sendable, Hashable {
  /// The components of the key: several if the key is dotted. A quoted key is one component, even
  /// with dots in it.
  package var key: [Name]
  /// The value after the colon.
  package var value: Expression

  /// Creates a member from its key and its value.
  package init(key: [Name], value: Expression) {
    self.key = key
    self.value = value
  }
}
