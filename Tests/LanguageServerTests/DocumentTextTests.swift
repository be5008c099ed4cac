import Testing

@testable import LanguageServer

struct DocumentTextTests {
  /// Texts of characters that are one to four bytes, and one or two UTF-16 units, long.
  private static let texts = [
    "", "a", "\n", "a\r\nb\rc\n", "é😀\n\r\n€", "\r\r\n\n\r", "e\u{301}👩‍👩‍👧\nx", "😀",
  ]

  @Test(arguments: texts)
  func `positions are those of UTF-16`(string: String) {
    let text = DocumentText(string)
    var line = 0
    var character = 0
    var offset = 0
    let scalars = Array(string.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let position = DocumentText.Position(line: line, character: character)
      #expect(text.position(of: offset) == position)
      // Between the two characters of a line end there is no position of an editor.
      if !(index > 0 && scalars[index - 1] == "\r" && scalar == "\n") {
        #expect(text.offset(of: position) == offset)
      }
      offset += String(scalar).utf8.count
      character += String(scalar).utf16.count
      let isPair = scalar == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
      if scalar == "\n" || (scalar == "\r" && !isPair) { (line, character) = (line + 1, 0) }
    }
    #expect(text.end == DocumentText.Position(line: line, character: character))
  }

  @Test(arguments: texts)
  func `positions outside the text are moved into it`(string: String) {
    let text = DocumentText(string)
    for line in [-1, 0, 1, 2, 99] {
      for character in [-1, 0, 1, 3, 99] {
        let offset = text.offset(of: .init(line: line, character: character))
        #expect((0...string.utf8.count).contains(offset))
        let cut = text.replacing(offset..<string.utf8.count, with: "")
        #expect(string.utf8.starts(with: cut.utf8))
      }
    }
    for offset in [-5, 0, 99] { #expect(text.position(of: offset).line >= 0) }
  }
}

struct DocumentAddressTests {
  @Test(arguments: ["/a b/ü.stripe", "/100%/#x?.stripe", "/", "/a/😀"])
  func `a path is the same after its address`(path: String) {
    #expect(DocumentAddress.path(of: DocumentAddress.uri(of: path)) == path)
  }

  @Test func `other addresses have no path`() {
    for uri in ["untitled:1", "file://", "file:///%zz", "file:///%f", "", "file:///%ff"] {
      #expect(DocumentAddress.path(of: uri) == nil)
    }
    #expect(DocumentAddress.path(of: "file://host/a%20b") == "/a b")
  }
}
