import Testing

@testable import Diagnostics

/// Bytes of files as text, or as what is wrong with them and where.
@Suite struct TextDecoderTests {
  /// The text, or the problem, whatever pieces the bytes come in.
  private func decoded(_ bytes: [UInt8]) throws -> String {
    let whole = decoded(bytes, by: max(1, bytes.count))
    for size in 1...7 {
      #expect(decoded(bytes, by: size) == whole, "pieces of \(size)")
    }
    return whole
  }

  private func decoded(_ bytes: [UInt8], by size: Int) -> String {
    var decoder = TextDecoder()
    var text: [UInt8] = []
    do throws(TextError) {
      for start in stride(from: 0, to: bytes.count, by: size) {
        text += try decoder.decode(Array(bytes[start..<min(start + size, bytes.count)]))
      }
      text += try decoder.finish()
    } catch {
      return error.sentence(for: "a")
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
    (isBigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE])
      + text.utf16.flatMap { unit in
        let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        return isBigEndian ? bytes : bytes.reversed()
      }
  }

  @Test(arguments: ["", "a", "plain text, longer than a word\n", "é ü 漢 🦊", "a\r\nb\rc\n\r"])
  func `text is read in every encoding that says what it is`(text: String) throws {
    #expect(try decoded(Array(text.utf8)) == text)
    #expect(try decoded([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == text)
    #expect(try decoded(utf16(text, isBigEndian: true)) == text)
    #expect(try decoded(utf16(text, isBigEndian: false)) == text)
  }

  @Test func `a byte that is not UTF-8 is an error with its place`() throws {
    let latin = Array("name\nJos".utf8) + [0xE9, 0x0A] + Array("more text, to the end".utf8)
    #expect(try decoded(latin).hasPrefix("a:2:4: byte 0xE9 is not valid UTF-8"))
    // Columns are characters, and lines end in every way.
    let after = Array("ü\r\né\rü漢🦊".utf8) + [0x80]
    #expect(try decoded(after).hasPrefix("a:3:4: byte 0x80 "))
    #expect(
      try decoded(Array("abcdefgh".utf8) + [0xE9])
        == "a:1:9: the text ends in the middle of a character")
    for bytes: [UInt8] in [[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF]] {
      #expect(try decoded(Array("ab cd ef".utf8) + bytes + Array("zzzz".utf8)).hasPrefix("a:1:9: "))
    }
  }

  @Test func `UTF-16 that breaks off or has half a pair is an error with its place`() throws {
    let whole = utf16("a\nbc", isBigEndian: false)
    #expect(try decoded(whole.dropLast()) == "a:2:2: the text ends in the middle of a character")
    let half = whole + [0x3D, 0xD8] + [0x41, 0]
    #expect(try decoded(half) == "a:2:3: half of a surrogate pair is not valid UTF-16")
    #expect(
      try decoded(whole + [0x3D, 0xD8]) == "a:2:3: the text ends in the middle of a character")
  }

  @Test func `UTF-16 without a mark is no text, and says why`() throws {
    let bytes = Array(utf16("email", isBigEndian: false).dropFirst(2))
    #expect(try decoded(bytes).contains("a:1:2: a zero byte is not text (UTF-16 requires"))
  }

  @Test func `what is packed is named`() throws {
    #expect(try decoded([0x1F, 0x8B, 8, 0, 1, 2, 3, 4]).contains("`a` is a gzip archive"))
    #expect(try decoded([0x50, 0x4B, 3, 4, 1, 2, 3, 4]).contains("`a` is a zip archive"))
    #expect(try decoded([0x28, 0xB5, 0x2F, 0xFD, 1, 2, 3]).contains("zstd"))
    #expect(try decoded([0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0]).contains("is UTF-32"))
  }

  @Test func `a script has line feeds where it had returns alone`() throws {
    #expect(try TextDecoder.script(of: Array("a\rb\r\nc\r".utf8)) == "a\nb\r\nc\n")
  }

  @Test func `places are the same whatever pieces were counted`() {
    let bytes = Array("é\r\nab\rc\n\n漢\r\n".utf8)
    for end in 0...bytes.count {
      var whole = TextProgress()
      whole.pass(bytes[..<end])
      var single = TextProgress()
      for byte in bytes[..<end] { single.pass([byte]) }
      #expect(whole.position == single.position, "up to \(end)")
    }
    var all = TextProgress()
    all.pass(bytes)
    #expect(all.position == Position(line: 6, column: 1))
  }
}
