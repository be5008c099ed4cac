/// The kind of values in a column of a database table.
package enum ColumnKind: String, Sendable, Hashable, CaseIterable {
  case text
  /// A whole number of 64 bits; an amount is in the smallest unit of its currency.
  case integer
  /// A number of any precision that JSON writes as a number.
  case number
  /// A decimal of any precision that Stripe writes as a string.
  case decimal
  case boolean
  /// A time in UTC.
  case timestamp
  /// A list, a map or any other value that is not a single one.
  case json
}
