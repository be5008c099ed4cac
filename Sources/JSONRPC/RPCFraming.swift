import JSON

/// The way in which messages follow one another in a stream of bytes.
package enum RPCFraming: Sendable, Hashable {
  /// A header `Content-Length: N`, an empty line, and N bytes, as the Language Server Protocol has
  /// it.
  case header
  /// One message on each line, as the Model Context Protocol has it.
  case lines

  /// Returns the bytes of a message in a stream.
  package func framed(_ document: JSONValue) -> [UInt8] {
    var body: [UInt8] = []
    document.appendCompact(to: &body)
    switch self {
    case .header: return Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
    case .lines: return body + [UInt8(ascii: "\n")]
    }
  }
}

/// Finds the messages in a stream of bytes that comes in pieces.
package struct RPCFrameReader: Sendable {
  /// The bytes of a message, or the reason why there is none.
  package typealias Frame = Result<[UInt8], RPCError>

  /// The maximum length of a message in bytes; a longer one is passed over.
  private static let maxLength = 1 << 26
  /// The maximum length of a header in bytes.
  private static let maxHeader = 1 << 12

  private let framing: RPCFraming
  private var bytes: [UInt8] = []
  /// The number of bytes that have been read already.
  private var start = 0
  /// The number of bytes that are still to be passed over.
  private var skipped = 0
  /// True while the rest of a line is passed over.
  private var skipsLine = false

  /// Creates a reader of a stream that has not begun.
  package init(_ framing: RPCFraming) {
    self.framing = framing
  }

  /// Takes the next bytes of the stream, and returns the messages that they complete.
  package mutating func frames(in piece: [UInt8]) -> [Frame] {
    bytes += piece
    var found: [Frame] = []
    while let frame = framing == .lines ? nextLine() : nextMessage() { found.append(frame) }
    bytes.removeFirst(start)
    start = 0
    return found
  }

  private mutating func nextLine() -> Frame? {
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = bytes[start..<end].filter { $0 != UInt8(ascii: "\r") }
      start = end + 1
      if skipsLine {
        skipsLine = false
      } else if line.contains(where: { $0 != UInt8(ascii: " ") }) {
        return .success(line)
      }
    }
    guard bytes.count - start > Self.maxLength else { return nil }
    defer { (start, skipsLine) = (bytes.count, true) }
    return skipsLine ? nil : .failure(.parse("the message is longer than \(Self.maxLength) bytes"))
  }

  private mutating func nextMessage() -> Frame? {
    let passed = min(skipped, bytes.count - start)
    (start, skipped) = (start + passed, skipped - passed)
    guard let end = headerEnd() else {
      guard bytes.count - start > Self.maxHeader else { return nil }
      start = bytes.count
      return .failure(.parse("there is no header `Content-Length`"))
    }
    guard let length = Self.length(inHeader: bytes[start..<end.content]) else {
      start = end.next
      return .failure(.parse("the header has no valid `Content-Length`"))
    }
    guard length <= Self.maxLength else {
      (start, skipped) = (end.next, length)
      return .failure(.parse("the message is longer than \(Self.maxLength) bytes"))
    }
    guard bytes.count - end.next >= length else { return nil }
    start = end.next + length
    return .success(Array(bytes[end.next..<start]))
  }

  /// Returns the end of the header's lines, and the offset after the empty line.
  private func headerEnd() -> (content: Int, next: Int)? {
    var line = start
    while let end = bytes[line...].firstIndex(of: UInt8(ascii: "\n")) {
      let isEmpty = end == line || (end == line + 1 && bytes[line] == UInt8(ascii: "\r"))
      if isEmpty { return (line, end + 1) }
      line = end + 1
    }
    return nil
  }

  private static func length(inHeader bytes: ArraySlice<UInt8>) -> Int? {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let parts = String(decoding: line, as: UTF8.self).split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "content-length" else { continue }
      let digits = parts[1].filter { !$0.isWhitespace }
      guard let length = Int(digits), length >= 0 else { return nil }
      return length
    }
    return nil
  }
}
