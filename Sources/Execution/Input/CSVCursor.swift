import Diagnostics

/// A place in the text of a CSV file, of which one piece is at hand.
struct CSVCursor {
  private var piece: [UInt8]
  private var offset = 0
  /// The number of the line, from 1.
  private(set) var line = 1
  /// Characters of the line up to `counted`, which lies in the piece.
  private var characters = 0
  private var counted = 0
  /// Whether a return was just passed, to which a feed may still belong.
  private var followsReturn = false

  init(piece: [UInt8]) {
    self.piece = piece
  }

  var isAtEnd: Bool { offset >= piece.count }

  /// The byte at hand; to be asked for only where one is.
  var byte: UInt8 { piece[offset] }

  /// Goes on with the piece after this one, which was used up.
  mutating func take(_ next: [UInt8]) {
    count()
    piece = next
    (offset, counted) = (0, 0)
  }

  /// The place of the byte at hand, as people count it. Nothing is counted twice, so that it may be
  /// asked for at every cell of a long line.
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

  /// Passes over a line end at hand, and says that it did.
  mutating func passLineEnd() -> Bool {
    let isReturn = byte == 0x0D
    // A feed after a return is the other half of one line end.
    if isReturn || !followsReturn { line += 1 }
    followsReturn = isReturn
    offset += 1
    (counted, characters) = (offset, 0)
    return true
  }

  /// Passes over a line end where one is at hand.
  mutating func passEmptyLine() -> Bool {
    (byte == 0x0A || byte == 0x0D) && passLineEnd()
  }

  /// Passes over what is before the next line end; false where that is not in this piece.
  mutating func passToLineEnd() -> Bool {
    while !isAtEnd, byte != 0x0A, byte != 0x0D { pass() }
    return !isAtEnd
  }

  /// Passes over what a cell without quotes may hold.
  mutating func bareRun(_ delimiter: UInt8) -> ArraySlice<UInt8> {
    run { $0 != delimiter && $0 != 0x0A && $0 != 0x0D && $0 != 0x22 }
  }

  /// Passes over what a cell in quotes may hold, up to a line end, which is counted.
  mutating func quotedRun() -> ArraySlice<UInt8> {
    run { $0 != 0x22 && $0 != 0x0A && $0 != 0x0D }
  }

  /// Bytes that belong together; the condition is compiled into the loop.
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
