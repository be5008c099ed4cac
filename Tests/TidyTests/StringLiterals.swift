/// The contents of the string literals of a Swift file, with their lines. An interpolation leaves
/// `…` in the text around it, and the strings within it are literals of their own.
struct StringLiterals {
  struct Literal: Equatable {
    var line: Int
    var text: String
  }

  private(set) var all: [Literal] = []

  private let text: [UInt8]
  private var position = 0
  private var line = 1

  init(_ text: String) {
    self.text = Array(text.utf8)
    while position < self.text.count { readCode(until: nil) }
  }

  /// Reads code to the end of the text, or to the parenthesis that closes an interpolation.
  private mutating func readCode(until close: UInt8?) {
    var depth = 0
    while position < text.count {
      let byte = text[position]
      if startsHere("//") {
        while position < text.count, text[position] != UInt8(ascii: "\n") { advance() }
      } else if startsHere("/*") {
        while position < text.count, !startsHere("*/") { advance() }
      } else if let (hashes, quote) = opening {
        readString(hashes: hashes, quote: quote)
      } else {
        advance()
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == close {
          if depth == 0 { return }
          depth -= 1
        }
      }
    }
  }

  /// The number signs and the quote of a string that starts here.
  private var opening: (hashes: Int, quote: String)? {
    let hashes = text[position...].prefix { $0 == UInt8(ascii: "#") }.count
    if startsHere("\"\"\"", after: hashes) { return (hashes, "\"\"\"") }
    return startsHere("\"", after: hashes) ? (hashes, "\"") : nil
  }

  private mutating func readString(hashes: Int, quote: String) {
    let signs = String(repeating: "#", count: hashes)
    let (start, number) = (line, all.count)
    var content: [UInt8] = []
    advance(hashes + quote.utf8.count)
    while position < text.count, !startsHere(quote + signs) {
      if startsHere("\\\(signs)(") {
        content += Array("…".utf8)
        advance(2 + hashes)
        readCode(until: UInt8(ascii: ")"))
      } else if startsHere("\\\(signs)\n") {
        // The line goes on in the next, whose indentation is not of the text.
        advance(2 + hashes)
        while position < text.count, text[position] == UInt8(ascii: " ") { advance() }
      } else {
        let length = hashes == 0 && text[position] == UInt8(ascii: "\\") ? 2 : 1
        content += text[position..<min(position + length, text.count)]
        advance(length)
      }
    }
    advance(quote.utf8.count + hashes)
    all.insert(Literal(line: start, text: String(decoding: content, as: UTF8.self)), at: number)
  }

  private func startsHere(_ word: String, after offset: Int = 0) -> Bool {
    text[min(position + offset, text.count)...].starts(with: word.utf8)
  }

  private mutating func advance(_ count: Int = 1) {
    let end = min(position + count, text.count)
    line += text[position..<end].count { $0 == UInt8(ascii: "\n") }
    position = end
  }
}
