import JSON

/// Space outside of memory, such as a temporary file, for bytes that are read again later.
package protocol SpillSpace: Sendable {
  /// Writes bytes at an offset.
  /// - Throws: an error if the bytes cannot be written.
  func write(_ bytes: [UInt8], at offset: Int) throws
  /// Returns the bytes of a range that has been written.
  /// - Throws: an error if the bytes cannot be read.
  func read(_ range: Range<Int>) throws -> [UInt8]
}

/// Rows that are kept until all of them are known: in temporary space if there is any, else in
/// memory.
struct SpooledRows: Sendable {
  private let makeSpool: (@Sendable () throws -> any SpillSpace)?
  private var spool: (any SpillSpace)?
  private var spooled = 0
  private var pending: [UInt8] = []

  /// The number of bytes that are written or read at once.
  private static let pieceSize = 1 << 18

  /// Creates an empty list of rows.
  /// - Parameter makeSpool: creates the space; called when the rows exceed 256 KiB.
  init(makeSpool: (@Sendable () throws -> any SpillSpace)?) {
    self.makeSpool = makeSpool
  }

  mutating func append(_ row: RawJSON) throws {
    row.appendCompact(to: &pending)
    pending.append(UInt8(ascii: "\n"))
    guard pending.count >= Self.pieceSize, let makeSpool else { return }
    let spool = try self.spool ?? makeSpool()
    self.spool = spool
    try spool.write(pending, at: spooled)
    spooled += pending.count
    pending.removeAll(keepingCapacity: true)
  }

  /// Calls a function with each row, in the order of arrival.
  func forEach(_ body: (RawJSON) throws -> Void) throws {
    var rest: [UInt8] = []
    var offset = 0
    while offset < spooled, let spool {
      let end = min(offset + Self.pieceSize, spooled)
      rest += try spool.read(offset..<end)
      offset = end
      try Self.takeLines(from: &rest, body)
    }
    rest += pending
    try Self.takeLines(from: &rest, body)
  }

  private static func takeLines(
    from bytes: inout [UInt8], _ body: (RawJSON) throws -> Void
  ) throws {
    var start = 0
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      try body(RawJSON(parsing: Array(bytes[start..<end])))
      start = end + 1
    }
    bytes.removeFirst(start)
  }
}
