import Diagnostics

/// A position in the text of a CSV file, of which one piece is loaded.
struct CSVCursor {
  private var piece: [UInt8]
  private var offset = 0
  /// The number of the line, from 1.
  private(set) var line = 1
  /// The number of characters in the line up to `counted`, an offset in the piece.
  private var characters = 0
  private var counted = 0
  /// True if the last byte was a carriage return, to which a line feed may still belong.
  private var followsReturn = false

  init(piece: [UInt8]) {
    self.piece = piece
  }

  var isAtEnd: Bool { offset >= piece.count }

  /// The current byte; read it only if `isAtEnd` is false.
  var byte: UInt8 { piece[offset] }

  /// Continues with the next piece; the current one must be used up.
  mutating func take(_ next: [UInt8]) {
    count()
    piece = next
    (offset, counted) = (0, 0)
  }

  /// The line and column of the current byte. Each byte is counted only once, so that it may be
  /// read at every cell of a long line.
  var position: Position {
    mutating get {
      count()
      return Position(line: line, column: characters + 1)
    }
  }

  private mutating func count() {
    characters += piece[counted..<offset].characterCount
    counted = offset
  }

  mutating func pass() {
    offset += 1
    followsReturn = false
  }

  /// Skips the line end at the current byte and returns true.
  mutating func passLineEnd() -> Bool {
    let isReturn = byte == 0x0D
    // A line feed after a carriage return is the second half of one line end.
    if isReturn || !followsReturn { line += 1 }
    followsReturn = isReturn
    offset += 1
    (counted, characters) = (offset, 0)
    return true
  }

  /// Skips a line end if the current byte is one.
  mutating func passEmptyLine() -> Bool {
    (byte == 0x0A || byte == 0x0D) && passLineEnd()
  }

  /// Skips the bytes before the next line end; returns false if it is not in this piece.
  mutating func passToLineEnd() -> Bool {
    while !isAtEnd, byte != 0x0A, byte != 0x0D { pass() }
    return !isAtEnd
  }

  /// Skips and returns the bytes that a cell without quotes may contain.
  mutating func bareRun(_ delimiter: UInt8) -> ArraySlice<UInt8> {
    run { $0 != delimiter && $0 != 0x0A && $0 != 0x0D && $0 != 0x22 }
  }

  /// Skips and returns the bytes that a cell in quotes may contain, up to a line end, which is
  /// counted.
  mutating func quotedRun() -> ArraySlice<UInt8> {
    run { $0 != 0x22 && $0 != 0x0A && $0 != 0x0D }
  }

  /// Skips and returns the bytes that satisfy a condition, which is compiled into the loop.
  @inline(__always)
  private mutating func run(while holds: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let start = offset
    let end = piece.withUnsafeBufferPointer { bytes in
      var end = start
      while end < bytes.count, holds(bytes[end]) { end += 1 }
      return end
    }
    if end > start { followsReturn = false }
    offset = end
    return piece[start..<end]
  }
}
