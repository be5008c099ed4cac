import Diagnostics

/// `lines.data[0].amount`
package struct Path: Sendable, Hashable {
  package var components: [PathComponent]
  package var span: Span

  package init(_ components: [PathComponent], at span: Span) {
    self.components = components
    self.span = span
  }
}

package enum PathComponent: Sendable, Hashable {
  /// `.email`, `["odd key"]`
  case key(String)
  /// `[0]`
  case index(Int)
}

/// `{ email: "ann@example.com", metadata.po: null }`
package struct ObjectLiteral: Sendable, Hashable {
  package var members: [MemberLiteral]
  package var span: Span

  package init(_ members: [MemberLiteral], at span: Span) {
    self.members = members
    self.span = span
  }
}

/// `metadata.po: "1"`
package struct MemberLiteral: Sendable, Hashable {
  /// More than one where the key is dotted; a quoted key is one component, dots and all.
  package var key: [Name]
  package var value: Expression

  package init(key: [Name], value: Expression) {
    self.key = key
    self.value = value
  }
}
