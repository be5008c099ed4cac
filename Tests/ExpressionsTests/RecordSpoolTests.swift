import Expressions
import Synchronization
import Testing

/// Records come back as they went in, wherever they waited.
@Suite struct RecordSpoolTests {
  private static let records = (0..<2_000).map { [UInt8](repeating: UInt8($0 % 251), count: $0) }

  @Test(arguments: [true, false])
  func `records come back in their order`(spills: Bool) throws {
    let space = Space()
    let makeSpace: @Sendable () -> any SpillSpace = { space }
    var spool = RecordSpool(makeSpace: spills ? makeSpace : nil)
    for record in Self.records { try spool.append(record) }
    var read: [[UInt8]] = []
    while let record = try spool.next() { read.append(record) }
    #expect(read == Self.records)
    #expect(try spool.next() == nil)
    #expect(space.isUsed == spills)
  }

  @Test func `a few records need no space`() throws {
    let space = Space()
    var spool = RecordSpool { space }
    for record in Self.records.prefix(20) { try spool.append(record) }
    #expect(try spool.next() == [])
    #expect(try spool.next() == [1])
    #expect(!space.isUsed)
  }

  @Test func `a record longer than a piece comes back whole`() throws {
    var spool = RecordSpool { Space() }
    let long = [UInt8](repeating: 7, count: 1_000_000)
    for record in [[1], long, [2]] { try spool.append(record) }
    #expect(try spool.next() == [1])
    #expect(try spool.next() == long)
    #expect(try spool.next() == [2])
    #expect(try spool.next() == nil)
  }

  @Test func `a space that lost what it held is refused`() throws {
    var spool = RecordSpool { Space(keeps: false) }
    for record in Self.records { try spool.append(record) }
    #expect(throws: ChangedSpace.self) { while try spool.next() != nil {} }
  }
}

/// A space in memory.
private final class Space: SpillSpace {
  private let bytes = Mutex<[UInt8]>([])
  private let keeps: Bool

  init(keeps: Bool = true) { self.keeps = keeps }

  var isUsed: Bool { bytes.withLock { !$0.isEmpty } }

  func write(_ new: [UInt8], at offset: Int) throws {
    bytes.withLock { $0.replaceSubrange(offset..., with: new) }
  }

  func read(_ range: Range<Int>) throws -> [UInt8] {
    keeps ? bytes.withLock { Array($0[range]) } : [UInt8](repeating: 0xFF, count: range.count)
  }
}
