import CCatalogData

/// The catalog's bytes, read in place. Every read is checked against the bounds, so that damaged
/// bytes give empty results instead of a crash.
///
/// Sendable is unchecked because of the pointer: the memory it points to is never written, and
/// `owner` keeps it alive.
struct CatalogBytes: @unchecked Sendable {
  typealias Section = CatalogLayout.Section

  private let base: UnsafeRawPointer
  private let count: Int
  private let owner: Owner?
  /// True if the bytes begin as a catalog of our layout does; if not, every read returns nothing.
  private let isReadable: Bool

  /// The catalog that is part of this program.
  static let embedded = CatalogBytes(base: catalog_bytes(), count: Int(catalog_size), owner: nil)

  /// Creates a catalog of these bytes, which may be damaged.
  init(copying bytes: [UInt8]) {
    let owner = Owner(copying: bytes)
    self.init(base: UnsafeRawPointer(owner.base), count: bytes.count, owner: owner)
  }

  private init(base: UnsafeRawPointer, count: Int, owner: Owner?) {
    self.base = base
    self.count = count
    self.owner = owner
    let bytes = UnsafeRawBufferPointer(start: base, count: count)
    let version = CatalogLayout.Header.layoutVersion
    isReadable =
      count >= version + 4 && bytes.starts(with: CatalogLayout.magic)
      && bytes.loadUnaligned(fromByteOffset: version, as: UInt32.self)
        == CatalogLayout.layoutVersion.littleEndian
  }

  /// The value that distinguishes two catalogs, for the equality of handles.
  var identity: UnsafeRawPointer { base }

  /// Returns the word at a byte offset; nil outside the bytes.
  func word(at offset: Int) -> UInt32? {
    guard isReadable, offset >= 0, offset <= count - 4 else { return nil }
    return UInt32(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// Returns the number of rows of a section: never more than its bytes have room for.
  func rowCount(_ section: Section) -> Int {
    guard let place = place(of: section), section.columns > 0 else { return 0 }
    return min(place.count, max(0, count - place.offset) / (4 * section.columns))
  }

  /// Returns a word of a row of a section; nil if there is no such row.
  func word(_ section: Section, row: Int, column: Int) -> UInt32? {
    guard let place = place(of: section), row >= 0, row < place.count else { return nil }
    return word(at: place.offset + (row * section.columns + column) * 4)
  }

  /// Returns the values of a list; empty if they are not within the words section.
  func list(_ index: UInt32) -> [UInt32] {
    var values: [UInt32] = []
    eachValue(ofList: index) { values.append($0) }
    return values
  }

  /// Visits the values of a list; none if they are not within the words section.
  @inline(__always)
  func eachValue(ofList index: UInt32, _ visit: (UInt32) -> Void) {
    guard let place = place(of: .words),
      let length = word(.words, row: Int(index), column: 0).map(Int.init)
    else { return }
    let first = Int(index) + 1
    guard length <= rowCount(.words) - first else { return }
    for row in first..<first + length {
      if let value = word(at: place.offset + row * Section.words.columns * 4) { visit(value) }
    }
  }

  /// Returns true if a list of words has exactly these values.
  func list(_ index: UInt32, equals values: [Int]) -> Bool {
    guard word(.words, row: Int(index), column: 0).map(Int.init) == values.count else {
      return false
    }
    return values.enumerated().allSatisfy { position, value in
      word(.words, row: Int(index) + 1 + position, column: 0).map(Int.init) == value
    }
  }

  func string(_ reference: UInt32) -> String {
    String(decoding: text(reference), as: UTF8.self)
  }

  /// Returns the bytes of a string; empty if they are not within the text section.
  func text(_ reference: UInt32) -> UnsafeRawBufferPointer {
    let empty = UnsafeRawBufferPointer(start: nil, count: 0)
    guard let place = place(of: .text) else { return empty }
    let start = Int(reference >> 8)
    let length = Int(reference & 0xFF)
    guard start + length <= place.count, place.offset + place.count <= count else { return empty }
    return UnsafeRawBufferPointer(start: base + place.offset + start, count: length)
  }

  /// Returns true if a string has these bytes.
  func text(_ reference: UInt32, equals bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // The length is a part of the reference, so that most strings need not be looked at.
    guard Int(reference & 0xFF) == bytes.count else { return false }
    return text(reference).elementsEqual(bytes)
  }

  /// Returns the one of some rows whose first word is a string of these bytes; the rows are sorted
  /// by the strings' bytes.
  func row(
    _ section: Section, in rows: Range<Int>, named name: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    guard let place = place(of: section), rows.upperBound <= place.count else { return nil }
    var (low, high) = (rows.lowerBound, rows.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      guard let reference = word(at: place.offset + middle * section.columns * 4) else {
        return nil
      }
      let order = order(of: text(reference), name)
      if order == 0 { return middle }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// Returns a negative number if the first text comes before the second, 0 if they are equal.
  private func order(
    of left: UnsafeRawBufferPointer, _ right: UnsafeBufferPointer<UInt8>
  ) -> Int {
    for index in 0..<min(left.count, right.count) where left[index] != right[index] {
      return Int(left[index]) - Int(right[index])
    }
    return left.count - right.count
  }

  /// Returns the value of a key in a section of (string, value) rows sorted by the strings' bytes.
  func value(of key: some Collection<UInt8>, in section: Section) -> UInt32? {
    var low = 0
    var high = rowCount(section)
    while low < high {
      let middle = low + (high - low) / 2
      guard let reference = word(section, row: middle, column: 0) else { return nil }
      let candidate = text(reference)
      if candidate.elementsEqual(key) { return word(section, row: middle, column: 1) }
      if candidate.lexicographicallyPrecedes(key) { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  private func place(of section: Section) -> (offset: Int, count: Int)? {
    let header = CatalogLayout.Header.sections + section.rawValue * 8
    guard let offset = word(at: header), let count = word(at: header + 4) else { return nil }
    return (Int(offset), Int(count))
  }
}

/// Memory of our own for bytes that are not part of the program's binary.
private final class Owner: Sendable {
  nonisolated(unsafe) let base: UnsafeMutableRawPointer

  init(copying bytes: [UInt8]) {
    base = .allocate(byteCount: max(bytes.count, 1), alignment: 8)
    bytes.withUnsafeBytes { source in
      if let start = source.baseAddress { base.copyMemory(from: start, byteCount: source.count) }
    }
  }

  deinit { base.deallocate() }
}
