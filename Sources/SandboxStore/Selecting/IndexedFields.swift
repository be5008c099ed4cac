/// The values of an object that list filters and search need, in a compact form.
///
/// A run of entries: the length of the name, the name, the kind, the length of the value in two
/// bytes, the value. A name that occurs several times has several values.
package struct IndexedFields: Sendable, Hashable {
  package private(set) var bytes: [UInt8] = []

  package enum Kind: UInt8, Sendable {
    case text
    case number
  }

  /// Values beyond this many bytes are cut; Stripe indexes no longer texts either.
  package static let longestValue = 2_000

  package init() {}

  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

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

  package struct Entry: Sendable, Hashable {
    package let name: String
    package let kind: Kind
    package let value: String
  }
}
