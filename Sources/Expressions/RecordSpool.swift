/// Space outside of memory for bytes that are read again later.
package protocol SpillSpace: Sendable {
  /// Writes bytes from an offset on.
  func write(_ bytes: [UInt8], at offset: Int) throws
  /// The bytes of a range that was written.
  func read(_ range: Range<Int>) throws -> [UInt8]
}

/// The content of a space is not what was written to it.
package struct ChangedSpace: Error, Hashable, CustomStringConvertible {
  package init() {}

  /// One sentence without a full stop.
  package var description: String { "cannot read a temporary file: its content has changed" }
}

/// Records of bytes that are kept to be read once, in their order: a few in memory, more in a space
/// outside of it.
package struct RecordSpool: Sendable {
  private let makeSpace: (@Sendable () throws -> any SpillSpace)?
  private var space: (any SpillSpace)?
  /// Bytes that the space holds, and how many of them were read again.
  private var (spilled, restored) = (0, 0)
  /// Records that are not written to the file yet, each after its length.
  private var pending: [UInt8] = []
  /// Bytes that were read from the file, from a position on.
  private var buffer: [UInt8] = []
  private var position = 0

  /// Bytes that are written or read at once.
  private static let pieceSize = 1 << 18
  private static let lengthSize = MemoryLayout<UInt32>.size

  /// - Parameter makeSpace: called once there is more than a little to hold; without it, everything
  ///   stays in memory.
  package init(makeSpace: (@Sendable () throws -> any SpillSpace)?) {
    self.makeSpace = makeSpace
  }

  /// Keeps a record; none may follow once reading has begun.
  /// - Throws: what the space throws.
  package mutating func append(_ record: [UInt8]) throws {
    withUnsafeBytes(of: UInt32(record.count).littleEndian) { pending.append(contentsOf: $0) }
    pending += record
    guard pending.count >= Self.pieceSize, let makeSpace else { return }
    let space = try self.space ?? makeSpace()
    self.space = space
    try space.write(pending, at: spilled)
    spilled += pending.count
    pending.removeAll(keepingCapacity: true)
  }

  /// The next record; nil at the end.
  /// - Throws: what the space throws, or `ChangedSpace`.
  package mutating func next() throws -> [UInt8]? {
    while true {
      if let end = endOfRecord {
        defer { position = end }
        return Array(buffer[(position + Self.lengthSize)..<end])
      }
      guard try refill() else {
        guard position == buffer.count else { throw ChangedSpace() }
        return nil
      }
    }
  }

  /// Where the next record ends; nil while the buffer does not hold all of it.
  private var endOfRecord: Int? {
    let start = position + Self.lengthSize
    guard start <= buffer.count else { return nil }
    let length = buffer[position..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    return start + length <= buffer.count ? start + length : nil
  }

  /// - Returns: whether there was more to read.
  private mutating func refill() throws -> Bool {
    buffer.removeFirst(position)
    position = 0
    if restored < spilled, let space {
      let end = min(restored + Self.pieceSize, spilled)
      buffer += try space.read(restored..<end)
      restored = end
      return true
    }
    guard !pending.isEmpty else { return false }
    buffer += pending
    pending = []
    return true
  }
}
