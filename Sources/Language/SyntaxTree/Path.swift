import Diagnostics

/// `lines.data[0].amount`
public struct Path: Sendable, Hashable {
  public var components: [PathComponent]
  public var span: Span

  public init(_ components: [PathComponent], at span: Span) {
    self.components = components
    self.span = span
  }
}

public enum PathComponent: Sendable, Hashable {
  /// `.email`, `["odd key"]`
  case key(String)
  /// `[0]`
  case index(Int)
}

/// `{ email: "ann@example.com", metadata.po: null }`
public struct ObjectLiteral: Sendable, Hashable {
  public var members: [MemberLiteral]
  public var span: Span

  public init(_ members: [MemberLiteral], at span: Span) {
    self.members = members
    self.span = span
  }
}

/// `metadata.po: "1"`
public struct MemberLiteral: Sendable, Hashable {
  /// More than one where the key is dotted; a quoted key is one component, dots and all.
  public var key: [Name]
  public var value: Expression

  public init(key: [Name], value: Expression) {
    self.key = key
    self.value = value
  }
}
