import JSON

/// Space outside of memory for bytes that are read again later.
package protocol SpillSpace: Sendable {
  /// Writes bytes from an offset on.
  func write(_ bytes: [UInt8], at offset: Int) throws
  /// The bytes of a range that was written.
  func read(_ range: Range<Int>) throws -> [UInt8]
}

/// Rows that wait until all of them are known: in a spool where there is one, else in memory.
struct SpooledRows: Sendable {
  private let makeSpool: (@Sendable () throws -> any SpillSpace)?
  private var spool: (any SpillSpace)?
  private var spooled = 0
  private var pending: [UInt8] = []

  /// Bytes that are written or read at once.
  private static let pieceSize = 1 << 18

  /// - Parameter makeSpool: called once there is more than a little to hold.
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

  /// Hands on all rows in the order they came in.
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
