extension TextDecoder {
  /// Returns the text of a whole file as UTF-8.
  ///
  /// - Throws: `TextError` if the bytes are not text.
  package static func text(of bytes: [UInt8]) throws(TextError) -> [UInt8] {
    var decoder = TextDecoder()
    let text = try decoder.decode(bytes)
    let rest = try decoder.finish()
    return rest.isEmpty ? text : text + rest
  }

  /// Returns the text of a whole file that is written by hand. A carriage return that ends a line
  /// alone becomes a line feed, so that callers can count lines by line feeds.
  ///
  /// - Throws: `TextError` if the bytes are not text.
  package static func script(of bytes: [UInt8]) throws(TextError) -> String {
    var text = try text(of: bytes)
    for index in text.indices where text[index] == 0x0D {
      let next = index + 1
      if next == text.endIndex || text[next] != 0x0A { text[index] = 0x0A }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension SourceText {
  /// Creates a text of statements from the bytes of a file.
  ///
  /// - Throws: `TextError` if the bytes are not text.
  package init(name: String, bytes: [UInt8]) throws(TextError) {
    self.init(name: name, text: try TextDecoder.script(of: bytes))
  }
}
