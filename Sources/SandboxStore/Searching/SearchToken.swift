/// One word of the search index: something that is true of an object's field.
///
/// In the index it is the number of its scope, the mark and the text, of lower-case letters,
/// digits, `_` and what is not ASCII: any other byte is written `_` and two hexadecimal digits.
package struct SearchToken: Sendable, Hashable {
  /// What a token says.
  enum Mark: String, Sendable {
    /// The object is of this type.
    case any = "a"
    /// The field has this value, in lower case.
    case value = "e"
    /// The field has a value.
    case present = "p"
    /// The field has none.
    case absent = "n"
    /// The next word of the field's text.
    case word = "w"
    /// The next three characters of the field's text.
    case part = "t"
    /// The field's number lies in this interval.
    case number = "b"
  }

  /// Whose token it is: an account's type or field, as in "invoice.status".
  let scope: String
  let mark: Mark
  let text: String

  init(_ scope: String, _ mark: Mark, _ text: String = "") {
    self.scope = scope
    self.mark = mark
    self.text = text
  }
}

/// How texts become tokens.
enum SearchText {
  static func escaped(_ text: String) -> String {
    text.utf8.allSatisfy(isPlain) ? text : escaped(text.utf8)
  }

  private static func escaped(_ text: some Sequence<UInt8>) -> String {
    var bytes: [UInt8] = []
    for byte in text {
      if isPlain(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "_"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let digits = Array("0123456789abcdef".utf8)

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      true
    default: false
    }
  }

  /// The words of a text, in lower case.
  static func words(_ text: String) -> [String] {
    text.lowercased().unicodeScalars.split { $0.properties.isWhitespace }
      .map { escaped(String(Substring($0))) }
  }

  /// Every three characters of a text that stand next to each other, in lower case.
  static func parts(_ text: String) -> [String] {
    let text = text.lowercased()
    let bytes = Array(text.utf8)
    if bytes.allSatisfy({ $0 < 0x80 }) { return asciiParts(bytes) }
    let scalars = Array(text.unicodeScalars)
    guard scalars.count >= partLength else { return [] }
    return (0...(scalars.count - partLength)).map { start in
      var part = String.UnicodeScalarView()
      part.append(contentsOf: scalars[start..<(start + partLength)])
      return escaped(String(part))
    }
  }

  /// The same of a text whose characters are bytes, as nearly all are.
  private static func asciiParts(_ text: [UInt8]) -> [String] {
    guard text.count >= partLength else { return [] }
    return (0...(text.count - partLength)).map { escaped(text[$0..<($0 + partLength)]) }
  }

  private static let partLength = 3

  /// A key and, where it is given, its value. `__` is in no escaped text.
  static func pair(_ key: String, _ value: String? = nil) -> String {
    escaped(key) + (value.map { "__" + escaped($0.lowercased()) } ?? "")
  }
}
