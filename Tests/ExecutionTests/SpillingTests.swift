import JSON
import Testing

@testable import Execution

@Suite struct SpillingTests {
  private func rows(_ page: Int, _ count: Int = 3) -> [RawJSON] {
    (0..<count).map { index in
      RawJSON(["id": .string("in_\(page)_\(index)"), "text": "ä\n\"x\"", "n": .integer(page)])
    }
  }

  @Test func `pages come back as they were, wherever they waited`() throws {
    var buffer = SpillBuffer(directory: "/tmp", budget: 500)
    for page in 0..<50 {
      try buffer.put(rows(page, page % 7), as: page)
      #expect(buffer.bytesInMemory <= 500 + rows(page, 7).byteCount)
    }
    #expect(buffer.bytesInFile > 0)
    for page in [30, 2, 49] + (3..<30) + [0, 1] {
      #expect(try buffer.take(page).map(\.compact) == rows(page, page % 7).map(\.compact))
    }
    #expect(try buffer.take(30).isEmpty)
  }

  @Test func `what is written is kept to the byte`() throws {
    let written = #"{ "id" : "in_1",  "total":1.50 }"#
    var buffer = SpillBuffer(directory: "/tmp", budget: 0)
    try buffer.put([try RawJSON(parsing: written)], as: 1)
    try buffer.put(rows(2), as: 2)
    #expect(buffer.bytesInFile > 0)
    #expect(try buffer.take(1).map { String(decoding: $0.slice, as: UTF8.self) } == [written])
  }

  @Test func `bytes that are no packed rows give none`() throws {
    let bytes = PackedRows.bytes(of: rows(1))
    #expect(PackedRows.rows(in: bytes)?.map(\.compact) == rows(1).map(\.compact))
    #expect(PackedRows.rows(in: PackedRows.bytes(of: []))?.isEmpty == true)
    for length in 0..<bytes.count { #expect(PackedRows.rows(in: Array(bytes[..<length])) == nil) }
    for number in 0..<5 {
      var wrong = bytes
      for byte in 1..<8 { wrong[number * 8 + byte] = 0x7F }
      #expect(number == 0 || PackedRows.rows(in: wrong) == nil)
    }
  }

  @Test func `sorted rows come back with their keys and their order, of any length`() throws {
    let long = String(repeating: "x", count: 200_000)
    let entries = (0..<5).map { number in
      SortEntry(
        keys: [.integer(number), .null, .string("a\n\"b\"")], arrival: -number,
        row: RawJSON(["id": .string(number == 3 ? long : "in_\(number)")]))
    }
    let run = try SortRun(entries, in: "/tmp")
    for entry in entries {
      let found = try #require(try run.next())
      #expect(found.keys == entry.keys && found.arrival == entry.arrival)
      #expect(found.row.compact == entry.row.compact)
    }
    #expect(try run.next() == nil)
  }

  @Test func `the file stays as small as what waits in it`() throws {
    var buffer = SpillBuffer(directory: "/tmp", budget: 0)
    var longest = 0
    for page in 0..<500 {
      try buffer.put(rows(page), as: page)
      if page >= 10 { _ = try buffer.take(page - 10) }
      longest = max(longest, buffer.bytesInFile)
    }
    #expect(longest < 20 * rows(500).byteCount)
  }

  @Test func `few pages need no file`() throws {
    var buffer = SpillBuffer(directory: "/no/such/place", budget: 10_000)
    for page in 0..<10 { try buffer.put(rows(page), as: page) }
    #expect(try buffer.take(9).count == 3)
  }

  @Test func `a place that takes no file is named`() throws {
    var buffer = SpillBuffer(directory: "/no/such/place", budget: 0)
    try buffer.put(rows(1), as: 1)
    let failure = try #require(throws: Failure.self) { try buffer.put(rows(2), as: 2) }
    #expect(
      failure.message
        == "cannot make a temporary file in `/no/such/place`: No such file or directory")
    // The page did not leave.
    #expect(try buffer.take(1).count == 3)
  }

  @Test func `sorted rows that cannot be read again are no end`() throws {
    let entries = (0..<3).map { SortEntry(keys: [.integer($0)], arrival: $0, row: rows($0)[0]) }
    let whole = try SortRun(entries, in: "/tmp")
    for _ in entries { #expect(try whole.next() != nil) }
    #expect(try whole.next() == nil)
    let broken = try SortRun(entries, in: "/tmp", reader: { _ in ByteReader { _ in nil } })
    #expect(throws: Failure.self) { try broken.next() }
  }

  @Test func `stretches of a file never overlap and are used again`() {
    let dice = SplitMix(seed: 3)
    var space = FreeList()
    var taken: [Range<Int>] = []
    for _ in 0..<3_000 {
      if taken.isEmpty || dice.below(5) < 2 {
        let stretch = space.take(1 + dice.below(100))
        #expect(!taken.contains { $0.overlaps(stretch) })
        #expect(stretch.upperBound <= space.end)
        taken.append(stretch)
      } else {
        space.giveBack(taken.remove(at: dice.below(taken.count)))
      }
    }
    for stretch in taken { space.giveBack(stretch) }
    #expect(space.end == 0)
  }
}
