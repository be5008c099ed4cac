/// A counter of lines and columns in a text that comes in pieces.
///
/// A line ends at a line feed, a carriage return, or both together; columns count Unicode scalars,
/// so that a piece may be cut anywhere.
package struct TextProgress: Sendable {
  private var line = 1
  private var column = 1
  private var endsInReturn = false

  /// Creates a counter at line 1, column 1.
  package init() {}

  /// The position of the byte that comes next.
  package var position: Position { Position(line: line, column: column) }

  /// Counts bytes of UTF-8.
  package mutating func pass(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBufferPointer { pass(buffer: $0) }
  }

  /// Counts bytes of UTF-8.
  package mutating func pass(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { pass(buffer: $0) }
  }

  private mutating func pass(buffer bytes: UnsafeBufferPointer<UInt8>) {
    guard let last = bytes.last else { return }
    let (feeds, returns) = bytes.lineEndCounts
    var ends = feeds + returns
    if ends > 0 {
      // A carriage return and the line feed after it are one line end.
      if endsInReturn, bytes[0] == 0x0A { ends -= 1 }
      if returns > 0 { ends -= bytes.pairCount }
      line += ends
      column = 1
    }
    let lineStart = ends == 0 && feeds == 0 ? 0 : bytes.endOfLastLine
    column += UnsafeBufferPointer(rebasing: bytes[lineStart...]).characterCount
    endsInReturn = last == 0x0D
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The numbers of line feeds and carriage returns, counted without branches so that the compiler
  /// can vectorize the loop.
  fileprivate var lineEndCounts: (feeds: Int, returns: Int) {
    var (feeds, returns) = (0, 0)
    for byte in self {
      feeds &+= byte == 0x0A ? 1 : 0
      returns &+= byte == 0x0D ? 1 : 0
    }
    return (feeds, returns)
  }

  /// The number of carriage returns that a line feed follows.
  fileprivate var pairCount: Int {
    zip(self, dropFirst()).reduce(0) { $0 + ($1.0 == 0x0D && $1.1 == 0x0A ? 1 : 0) }
  }

  fileprivate var endOfLastLine: Int {
    (lastIndex { $0 == 0x0A || $0 == 0x0D } ?? -1) + 1
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate var characterCount: Int {
    var characters = 0
    for byte in self { characters &+= byte & 0xC0 == 0x80 ? 0 : 1 }
    return characters
  }
}

extension ArraySlice<UInt8> {
  /// The number of Unicode scalars that begin in bytes of UTF-8.
  package var characterCount: Int { withUnsafeBufferPointer(\.characterCount) }
}
