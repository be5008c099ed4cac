/// The values of an object that list filters and search need, in a compact form.
///
/// A run of entries: the length of the name, the name, the kind, the length of the value in two
/// bytes, the value. A name that occurs several times has several values.
package struct IndexedFields: Sendable, Hashable {
  package private(set) var bytes: [UInt8] = []

  /// The kinds of values.
  package enum Kind: UInt8, Sendable {
    case text
    case number
  }

  /// Values beyond this many bytes are cut; Stripe indexes no longer texts either.
  package static let longestValue = 2_000

  /// Creates fields without values.
  package init() {}

  /// Creates fields from their stored form.
  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Adds a value under a name; a name can have several.
  package mutating func append(_ name: String, _ value: String, _ kind: Kind = .text) {
    let name = name.utf8.prefix(255)
    let value = value.utf8.prefix(Self.longestValue)
    bytes.append(UInt8(name.count))
    bytes.append(contentsOf: name)
    bytes.append(kind.rawValue)
    bytes.append(UInt8(value.count >> 8))
    bytes.append(UInt8(value.count & 0xFF))
    bytes.append(contentsOf: value)
  }

  /// Every value under a name.
  package func values(of name: String) -> [String] {
    var found: [String] = []
    bytes.withUnsafeBytes { raw in
      IndexedFieldsReader(raw).eachValue(named: name) { value in
        found.append(String(decoding: value, as: UTF8.self))
        return true
      }
    }
    return found
  }

  /// All entries, in order.
  package var entries: [Entry] {
    var found: [Entry] = []
    bytes.withUnsafeBytes { raw in
      IndexedFieldsReader(raw).eachEntry { name, value in
        let kind = name.endIndex < raw.count ? Kind(rawValue: raw[name.endIndex]) : nil
        found.append(
          Entry(
            name: String(decoding: name, as: UTF8.self), kind: kind ?? .text,
            value: String(decoding: value, as: UTF8.self)))
        return true
      }
    }
    return found
  }

  /// One value with its name.
  package struct Entry: Sendable, Hashable {
    /// The name of the field.
    package let name: String
    /// The kind of the value.
    package let kind: Kind
    /// The value as text.
    package let value: String
  }
}
