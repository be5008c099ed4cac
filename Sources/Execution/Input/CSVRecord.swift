import Diagnostics

/// One record of a CSV file: its cells, without their quotes.
struct CSVRecord {
  /// The cells' bytes, one after another.
  private(set) var content: [UInt8] = []
  /// The end of each cell in them.
  private(set) var ends: [Int] = []
  /// The cells that are empty strings in quotes.
  private var emptyTexts: Set<Int> = []
  /// The number of its first line, from 1.
  var line = 0

  var count: Int { ends.count }

  /// Returns true if a cell is absent. As in PostgreSQL, `""` is not absent: it is an empty string.
  func isAbsent(_ index: Int) -> Bool { range(index).isEmpty && !emptyTexts.contains(index) }

  subscript(index: Int) -> String { String(decoding: content[range(index)], as: UTF8.self) }

  private func range(_ index: Int) -> Range<Int> {
    guard ends.indices.contains(index) else { return 0..<0 }
    return (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  mutating func append(_ bytes: ArraySlice<UInt8>) { content.append(contentsOf: bytes) }

  mutating func append(_ byte: UInt8) { content.append(byte) }

  /// Ends the current cell.
  /// - Parameter isQuoted: true if the cell was in quotes.
  mutating func endCell(isQuoted: Bool) {
    ends.append(content.count)
    if isQuoted, range(count - 1).isEmpty { emptyTexts.insert(count - 1) }
  }

  /// Begins another record, reusing the memory.
  mutating func restart(at line: Int) {
    content.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    emptyTexts.removeAll(keepingCapacity: true)
    self.line = line
  }
}

/// The reason why one record cannot be read, and where.
struct CSVProblem: Error, Hashable {
  var position: Position
  var reason: String
}
