/// The values of an object that list filters and search need, in a compact form.
///
/// A run of entries: the length of the name, the name, the kind, the length of the value in two
/// bytes, the value. A name that occurs several times has several values.
struct Digest: Sendable, Hashable {
  private(set) var bytes: [UInt8] = []

  enum Kind: UInt8, Sendable {
    case text
    case number
  }

  /// Values beyond this many bytes are cut; Stripe indexes no longer texts either.
  static let longestValue = 2_000

  init() {}

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func append(_ name: String, _ value: String, _ kind: Kind = .text) {
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
  func values(of name: String) -> [String] {
    var found: [String] = []
    bytes.withUnsafeBytes { raw in
      DigestReader(raw).eachValue(named: name) { value in
        found.append(String(decoding: value, as: UTF8.self))
        return true
      }
    }
    return found
  }

  /// All entries, in order.
  var entries: [Entry] {
    var found: [Entry] = []
    bytes.withUnsafeBytes { raw in
      DigestReader(raw).eachEntry { name, value in
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

  struct Entry: Sendable, Hashable {
    let name: String
    let kind: Kind
    let value: String
  }
}

/// Walks a digest's bytes in place; bytes that are no digest end the walk early.
struct DigestReader {
  let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// Where the parts of one entry lie.
  private struct Bounds {
    let name: Range<Int>
    let value: Range<Int>
  }

  private func entry(at offset: Int) -> Bounds? {
    let nameEnd = offset + 1 + Int(bytes[offset])
    guard nameEnd + 3 <= bytes.count else { return nil }
    let valueStart = nameEnd + 3
    let valueEnd = valueStart + Int(bytes[nameEnd + 1]) << 8 + Int(bytes[nameEnd + 2])
    guard valueEnd <= bytes.count else { return nil }
    return Bounds(name: (offset + 1)..<nameEnd, value: valueStart..<valueEnd)
  }

  /// - Parameter body: returns whether to continue.
  func eachEntry(
    _ body: (_ name: Slice<UnsafeRawBufferPointer>, _ value: Slice<UnsafeRawBufferPointer>) -> Bool
  ) {
    var offset = 0
    while offset < bytes.count, let entry = entry(at: offset) {
      guard body(bytes[entry.name], bytes[entry.value]) else { return }
      offset = entry.value.upperBound
    }
  }

  /// The values under one name. This runs for every row of a scan.
  func eachValue(named wanted: String, _ body: (UnsafeRawBufferPointer) -> Bool) {
    var wanted = wanted
    wanted.withUTF8 { wanted in
      var offset = 0
      while offset < bytes.count, let entry = entry(at: offset) {
        offset = entry.value.upperBound
        guard entry.name.count == wanted.count, hasName(wanted, at: entry.name.lowerBound) else {
          continue
        }
        guard body(UnsafeRawBufferPointer(rebasing: bytes[entry.value])) else { return }
      }
    }
  }

  private func hasName(_ wanted: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    for index in 0..<wanted.count where bytes[start + index] != wanted[index] { return false }
    return true
  }
}
