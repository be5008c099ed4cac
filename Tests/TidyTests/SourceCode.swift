/// The code of a Swift file, line by line, without its comments and the contents of its strings, so
/// that a word is found where the compiler sees it and not where a sentence mentions it.
struct SourceCode {
  /// As many as the file has, so that an index is a line number.
  var lines: [Substring] {
    String(decoding: code, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// What a comment or a string may begin with.
  private static let openings = Array("/\"#".utf8)

  private let text: [UInt8]
  private var position = 0
  private var code: [UInt8] = []

  init(_ text: String) {
    self.text = Array(text.utf8)
    while position < self.text.count { readCode() }
  }

  private mutating func readCode() {
    guard Self.openings.contains(text[position]) else {
      code.append(text[position])
      position += 1
      return
    }
    let hashes = text[position...].prefix { $0 == UInt8(ascii: "#") }.count
    if startsHere("//") {
      skip(until: "\n")
    } else if startsHere("/*") {
      skip(until: "*/")
    } else if startsHere("\"\"\"", after: hashes) {
      skipString(quote: "\"\"\"", hashes: hashes)
    } else if startsHere("\"", after: hashes) {
      skipString(quote: "\"", hashes: hashes)
    } else {
      code.append(text[position])
      position += 1
    }
  }

  private func startsHere(_ word: StaticString, after offset: Int = 0) -> Bool {
    word.withUTF8Buffer { text[min(position + offset, text.count)...].starts(with: $0) }
  }

  private mutating func skipString(quote: StaticString, hashes: Int) {
    let count = quote.utf8CodeUnitCount
    position += hashes + count
    while position < text.count {
      let closes = text[min(position + count, text.count)...].prefix(hashes)
      if startsHere(quote), closes.allSatisfy({ $0 == UInt8(ascii: "#") }), closes.count == hashes {
        position += count + hashes
        return
      }
      if hashes == 0, text[position] == UInt8(ascii: "\\") { skipOne() }
      skipOne()
    }
  }

  private mutating func skip(until end: StaticString) {
    while position < text.count, !startsHere(end) { skipOne() }
    if !startsHere("\n") { position = min(position + end.utf8CodeUnitCount, text.count) }
  }

  /// Passes over one byte; a line's end stays, so that lines keep their numbers.
  private mutating func skipOne() {
    guard position < text.count else { return }
    if text[position] == UInt8(ascii: "\n") { code.append(text[position]) }
    position += 1
  }
}
