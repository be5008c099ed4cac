/// A field that Stripe's search endpoint can filter by.
package struct SearchField: Sendable, Hashable {
  /// The comparisons that Stripe's search offers for the field.
  package enum Kind: UInt32, Sendable {
    /// Equal, greater and less.
    case numeric
    /// Equal, ignoring case.
    case token
    /// Equal, or contains a part of at least three characters.
    case string
  }

  /// A dotted path in the object; `metadata` means all of its keys.
  package let name: String
  /// The comparisons the field can be searched with.
  package let kind: Kind
}
