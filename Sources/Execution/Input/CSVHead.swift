import Diagnostics

/// The beginning of a CSV text, at least up to the end of its header. The delimiter is the one that
/// occurs most often in it outside quotes.
struct CSVHead {
  private(set) var bytes: [UInt8] = []
  private var scanned = 0
  private var counts = [Int](repeating: 0, count: Self.delimiters.count)
  private var isQuoted = false
  private var startsCell = true
  private var isBlank = true

  private static let delimiters = Array(",;\t|".utf8)
  /// The maximum length in bytes: a header with an unclosed quote must not be searched to the end
  /// of a large file.
  private static let longest = 1 << 24

  init(_ text: inout TextReader) throws(TextError) {
    while !scan(), bytes.count < Self.longest {
      let piece = try text.nextText()
      if piece.isEmpty { break }
      bytes += piece
    }
  }

  var delimiter: UInt8 {
    var best = 0
    for index in counts.indices where counts[index] > counts[best] { best = index }
    return Self.delimiters[best]
  }

  /// Reads the new bytes; returns true if the header has ended.
  private mutating func scan() -> Bool {
    while scanned < bytes.count {
      let byte = bytes[scanned]
      scanned += 1
      if byte == UInt8(ascii: "\"") {
        // A quote after a closing one is a doubled quote, and opens the cell again.
        if isQuoted || startsCell {
          isQuoted.toggle()
          startsCell = true
        }
      } else if !isQuoted {
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
          if isBlank { continue }
          return true
        }
        let mark = Self.delimiters.firstIndex(of: byte)
        if let mark { counts[mark] += 1 }
        startsCell = mark != nil
      }
      isBlank = false
    }
    return false
  }
}
