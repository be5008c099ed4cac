import Diagnostics

/// The lines of a stream, of any length; memory stays flat for any number of them. A line ends at a
/// line feed, a carriage return, or both together.
package struct LineReader<Source: PieceSource> {
  private var source: Source
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  /// True if the last line ended in a carriage return, to which a line feed may still belong.
  private var endedInReturn = false
  /// The number of the last returned line, from 1.
  private(set) var number = 0

  /// Reads the lines of a source.
  package init(_ source: Source) {
    self.source = source
  }

  /// Returns the next line without its end; nil at the end of the stream.
  ///
  /// - Throws: `TextError` if the source cannot be read.
  package mutating func next() throws(TextError) -> [UInt8]? {
    var searched = position
    while true {
      if endedInReturn, position < buffer.count {
        if buffer[position] == UInt8(ascii: "\n") { position += 1 }
        endedInReturn = false
        searched = position
      }
      let end = buffer.endOfLine(from: searched)
      if end < buffer.count {
        defer { position = end + 1 }
        endedInReturn = buffer[end] == UInt8(ascii: "\r")
        return line(to: end)
      }
      searched = end
      if isAtEnd {
        guard position < buffer.count else { return nil }
        defer { position = buffer.count }
        return line(to: buffer.count)
      }
      try refill(&searched)
    }
  }

  private mutating func line(to end: Int) -> [UInt8] {
    number += 1
    return Array(buffer[position..<end])
  }

  private mutating func refill(_ searched: inout Int) throws(TextError) {
    let piece = try source.nextText()
    isAtEnd = piece.isEmpty
    if position == buffer.count {
      buffer = piece
    } else {
      buffer.removeFirst(position)
      buffer += piece
    }
    searched -= position
    position = 0
  }
}

extension [UInt8] {
  /// Returns the offset of the next line feed or carriage return, or of the end.
  fileprivate func endOfLine(from start: Int) -> Int {
    withUnsafeBufferPointer { bytes in
      var offset = start
      while offset < bytes.count, bytes[offset] != 0x0A, bytes[offset] != 0x0D { offset += 1 }
      return offset
    }
  }
}
