/// A field Stripe's search endpoint can be asked by.
package struct SearchField: Sendable, Hashable {
  /// What Stripe's search can do with the field.
  package enum Kind: UInt32, Sendable {
    /// Exact, greater and less.
    case numeric
    /// Exact, ignoring case.
    case token
    /// Exact, or by a part of at least three characters.
    case string
  }

  /// A dotted path as the object has it; `metadata` stands for all of its keys.
  package let name: String
  package let kind: Kind
}
