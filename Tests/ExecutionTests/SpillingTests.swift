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
