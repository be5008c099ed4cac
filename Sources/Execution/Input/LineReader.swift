/// Lines of a stream of bytes, whatever their length, with flat memory over any number of them.
struct LineReader {
  private static let pieceSize = 1 << 16

  private let bytes: ByteReader
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  private(set) var hasFailed = false
  /// The number of the line handed out last, from 1.
  private(set) var number = 0

  init(_ bytes: ByteReader) {
    self.bytes = bytes
  }

  /// The next line without its end; nil at the end of the stream.
  mutating func next() -> [UInt8]? {
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { position = end + 1 }
        return line(to: end)
      }
      searched = buffer.count
      if isAtEnd {
        guard position < buffer.count else { return nil }
        defer { position = buffer.count }
        return line(to: buffer.count)
      }
      refill(&searched)
    }
  }

  private mutating func line(to end: Int) -> [UInt8] {
    number += 1
    let line = buffer[position..<end]
    return Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
  }

  private mutating func refill(_ searched: inout Int) {
    buffer.removeFirst(position)
    searched -= position
    position = 0
    guard let piece = bytes.read(upTo: Self.pieceSize) else {
      (isAtEnd, hasFailed) = (true, true)
      return
    }
    isAtEnd = piece.isEmpty
    buffer += piece
  }
}
