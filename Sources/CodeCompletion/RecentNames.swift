/// The metadata keys and currencies in recent results of a session, for completion.
package struct RecentNames: Sendable, Hashable {
  /// The maximum number of names of each kind.
  package static let limit = 200

  /// The keys of metadata that can be written without quotes, sorted.
  package private(set) var metadataKeys: [String] = []
  /// The currencies, as Stripe writes them: `usd`.
  package private(set) var currencies: [String] = []

  /// Creates an empty list.
  package init() {}

  /// Adds a key of metadata; one that needs quotes is ignored.
  package mutating func note(metadataKey key: String) {
    guard Self.isWord(key) else { return }
    Self.add(key, to: &metadataKeys)
  }

  /// Adds a currency; a text that is not one is ignored.
  package mutating func note(currency: String) {
    guard currency.utf8.count == 3, Self.isWord(currency) else { return }
    Self.add(currency, to: &currencies)
  }

  /// Adds the names of others.
  package mutating func merge(_ others: RecentNames) {
    for key in others.metadataKeys { note(metadataKey: key) }
    for currency in others.currencies { note(currency: currency) }
  }

  private static func add(_ name: String, to names: inout [String]) {
    guard names.count < limit, !names.contains(name) else { return }
    names.append(name)
    names.sort()
  }

  /// Returns true for letters, digits and underscores, of which the first is not a digit.
  private static func isWord(_ text: String) -> Bool {
    guard let first = text.utf8.first, !isDigit(first) else { return false }
    return text.utf8.count <= 40 && text.utf8.allSatisfy { isDigit($0) || isLetter($0) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (97...122).contains(byte | 0x20)
  }
}
