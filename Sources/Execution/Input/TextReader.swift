import Diagnostics

/// A source of bytes in pieces.
package protocol PieceSource {
  /// Returns the next piece; empty at the end.
  /// - Throws: `TextError` if the bytes cannot be read or are not text.
  mutating func nextText() throws(TextError) -> [UInt8]
}

extension ByteReader: PieceSource {
  /// Returns the bytes without a check, for files written by this program.
  ///
  /// - Throws: `TextError` if they cannot be read.
  package func nextText() throws(TextError) -> [UInt8] {
    do { return try nextPiece() } catch { throw .unreadable(error.reason) }
  }
}

/// The bytes of a stream as checked UTF-8, in pieces.
struct TextReader: PieceSource {
  private let bytes: ByteReader
  private var decoder = TextDecoder()
  private var isAtEnd = false

  init(_ bytes: ByteReader) {
    self.bytes = bytes
  }

  mutating func nextText() throws(TextError) -> [UInt8] {
    while !isAtEnd {
      let piece = try bytes.nextText()
      isAtEnd = piece.isEmpty
      let text = try isAtEnd ? decoder.finish() : decoder.decode(piece)
      if !text.isEmpty { return text }
    }
    return []
  }

  /// Returns the rest of the text.
  mutating func readAll() throws(TextError) -> [UInt8] {
    var text: [UInt8] = []
    while true {
      let piece = try nextText()
      if piece.isEmpty { return text }
      text += piece
    }
  }
}
