import JSON

/// Sorted entries in a temporary file.
final class SortRun {
  private let file: TemporaryFile
  private var length = 0
  private let bytes: ByteReader
  /// What was read and not used yet: `buffer` from `position` on.
  private var buffer: [UInt8] = []
  private var position = 0
  /// The number of entries that were not read yet.
  private var left: Int

  /// Writes entries in their order.
  /// - Parameters:
  ///   - directory: the directory of the file.
  ///   - reader: returns a reader of the file's bytes from its beginning.
  init(
    _ entries: [SortEntry], in directory: String,
    reader: (TemporaryFile) -> ByteReader = \.reader
  ) throws(Failure) {
    file = try TemporaryFile(in: directory)
    bytes = reader(file)
    left = entries.count
    try write(entries)
  }

  /// Returns the next entry; nil at the end. It is taken apart by the lengths that were written
  /// with it, and only its keys are parsed.
  func next() throws(Failure) -> SortEntry? {
    guard left > 0 else { return nil }
    left -= 1
    let head = try take(SortEntry.headSize)
    guard let size = SortEntry.size(head), let entry = SortEntry(head, try take(size)) else {
      throw file.unreadable
    }
    return entry
  }

  /// Returns the next bytes of the file.
  private func take(_ count: Int) throws(Failure) -> [UInt8] {
    while buffer.count - position < count {
      guard let piece = bytes.readPiece(), !piece.isEmpty else { throw file.unreadable }
      buffer.removeFirst(position)
      buffer += piece
      position = 0
    }
    defer { position += count }
    return Array(buffer[position..<(position + count)])
  }

  private func write(_ entries: [SortEntry]) throws(Failure) {
    var piece: [UInt8] = []
    for entry in entries {
      entry.append(to: &piece)
      if piece.count >= 1 << 18 { try pass(&piece) }
    }
    try pass(&piece)
  }

  private func pass(_ piece: inout [UInt8]) throws(Failure) {
    try file.write(piece, at: length)
    length += piece.count
    piece.removeAll(keepingCapacity: true)
  }
}

/// One row with its sort keys.
struct SortEntry {
  var keys: [JSONValue]
  /// The position of arrival, which decides the order of rows with equal keys.
  var arrival: Int
  var row: RawJSON

  init(keys: [JSONValue], arrival: Int, row: RawJSON) {
    self.keys = keys
    self.arrival = arrival
    self.row = row
  }

  /// The size in bytes of what comes before the keys: the arrival, and the lengths of keys and row.
  fileprivate static let headSize = 3 * [UInt8].wordSize

  /// Returns the number of bytes that follow a head; nil if it is none.
  fileprivate static func size(_ head: [UInt8]) -> Int? {
    guard let keys = head.word(1), let row = head.word(2), keys > 0, row > 0 else { return nil }
    let (size, isTooLarge) = keys.addingReportingOverflow(row)
    return isTooLarge ? nil : size
  }

  /// Reads what `append` wrote.
  fileprivate init?(_ head: [UInt8], _ bytes: [UInt8]) {
    guard let arrival = head.word(0), let middle = head.word(1), middle < bytes.count else {
      return nil
    }
    let keys = RawJSON(trusting: bytes, at: 0..<middle, isCompact: true)
    self.init(
      keys: keys.elements.map(\.value), arrival: arrival,
      row: RawJSON(trusting: bytes, at: middle..<bytes.count, isCompact: true))
  }

  fileprivate func append(to bytes: inout [UInt8]) {
    var keyBytes: [UInt8] = []
    JSONValue.array(keys).appendCompact(to: &keyBytes)
    let row = row.compacted
    bytes.append(word: arrival)
    bytes.append(word: keyBytes.count)
    bytes.append(word: row.byteCount)
    bytes += keyBytes
    bytes += row.slice
  }
}
