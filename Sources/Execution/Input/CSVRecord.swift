import Diagnostics

/// One record of a CSV file: its cells, without the quotes they were in.
struct CSVRecord {
  /// The cells' bytes, one after another.
  private(set) var content: [UInt8] = []
  /// Where each cell ends in them.
  private(set) var ends: [Int] = []
  /// The number of its first line, from 1.
  var line = 0

  var count: Int { ends.count }

  func isEmpty(_ index: Int) -> Bool { range(index).isEmpty }

  subscript(index: Int) -> String { String(decoding: content[range(index)], as: UTF8.self) }

  private func range(_ index: Int) -> Range<Int> {
    guard ends.indices.contains(index) else { return 0..<0 }
    return (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  mutating func append(_ bytes: ArraySlice<UInt8>) { content.append(contentsOf: bytes) }

  mutating func append(_ byte: UInt8) { content.append(byte) }

  mutating func endCell() { ends.append(content.count) }

  /// Begins another record, in the same memory.
  mutating func restart(at line: Int) {
    content.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    self.line = line
  }
}

/// Why one record cannot be read, and where.
struct CSVProblem: Error, Hashable {
  var position: Position
  var reason: String
}
