import Testing

/// One reader of bytes from outside, and what it promises about any of them.
///
/// That it neither crashes nor hangs needs no words: then the run does not come to its end.
struct FuzzTarget: Sendable, CustomTestStringConvertible {
  let name: String
  /// Good inputs, and bad ones that are nearly good: what others are made from.
  let corpus: [[UInt8]]
  /// Words of the reader's language, put in anywhere.
  let dictionary: [[UInt8]]
  /// Reads an input and holds the reader to its promises.
  ///
  /// The answer says what kind of input it was, in the reader's eyes. One of a kind that was not
  /// met before is worth changing further, so it joins the corpus.
  let read: @Sendable (_ input: [UInt8], _ random: inout SeededGenerator) throws -> String

  init(
    _ name: String, corpus: [String], dictionary: [String],
    read: @escaping @Sendable ([UInt8], inout SeededGenerator) throws -> String
  ) {
    self.name = name
    self.corpus = corpus.map { Array($0.utf8) }
    self.dictionary = dictionary.map { Array($0.utf8) }
    self.read = read
  }

  var testDescription: String { name }

  static let all = [
    lexer, parser, checker, planner, form, json, search, csv, ndjson, toml,
  ]
}

/// A promise that an input has broken.
struct Broken: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

func promise(_ holds: Bool, _ words: @autoclosure () -> String) throws {
  guard holds else { throw Broken(words()) }
}

/// A message without what it quotes and counts, so that alike problems are of one kind.
func kind(of message: String) -> String {
  var kind = ""
  var isQuoted = false
  for byte in message.utf8 {
    if byte == UInt8(ascii: "`") || byte == UInt8(ascii: "\"") { isQuoted.toggle() }
    guard !isQuoted, byte >= 0x20, byte < 0x80 else { continue }
    let isDigit = UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    kind.unicodeScalars.append(isDigit ? "0" : Unicode.Scalar(byte))
  }
  return String(kind.prefix(120))
}
