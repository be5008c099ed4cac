extension JSONValue {
  /// The value on one line without spaces: `{"a":1}`. Only quotes, backslashes and control
  /// characters are escaped.
  public var compact: String {
    var bytes: [UInt8] = []
    appendCompact(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The value on several lines, indented by two spaces for each level.
  public var pretty: String {
    var bytes: [UInt8] = []
    appendPretty(to: &bytes, indent: 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the text of `compact` as UTF-8.
  public func appendCompact(to bytes: inout [UInt8]) {
    switch self {
    case .null, .bool, .number, .string:
      appendScalar(to: &bytes)
    case .array(let elements):
      bytes.append(Byte.openArray)
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(Byte.comma) }
        element.appendCompact(to: &bytes)
      }
      bytes.append(Byte.closeArray)
    case .object(let object):
      bytes.append(Byte.openObject)
      for (index, member) in object.members.enumerated() {
        if index > 0 { bytes.append(Byte.comma) }
        bytes.append(jsonString: member.key)
        bytes.append(Byte.colon)
        member.value.appendCompact(to: &bytes)
      }
      bytes.append(Byte.closeObject)
    }
  }

  private func appendScalar(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .number(let number): bytes.append(contentsOf: number.text.utf8)
    case .string(let text): bytes.append(jsonString: text)
    case .array, .object: break
    }
  }

  private func appendPretty(to bytes: inout [UInt8], indent: Int) {
    switch self {
    case .array(let elements) where !elements.isEmpty:
      bytes.append(Byte.openArray)
      for (index, element) in elements.enumerated() {
        bytes.appendLine(after: index, indent: indent + 2)
        element.appendPretty(to: &bytes, indent: indent + 2)
      }
      bytes.appendLine(after: 0, indent: indent)
      bytes.append(Byte.closeArray)
    case .object(let object) where !object.isEmpty:
      bytes.append(Byte.openObject)
      for (index, member) in object.members.enumerated() {
        bytes.appendLine(after: index, indent: indent + 2)
        bytes.append(jsonString: member.key)
        bytes.append(contentsOf: [Byte.colon, Byte.space])
        member.value.appendPretty(to: &bytes, indent: indent + 2)
      }
      bytes.appendLine(after: 0, indent: indent)
      bytes.append(Byte.closeObject)
    case .null, .bool, .number, .string, .array, .object:
      appendCompact(to: &bytes)
    }
  }
}

extension [UInt8] {
  /// Begins a line, after a comma unless it is the first.
  fileprivate mutating func appendLine(after index: Int, indent: Int) {
    if index > 0 { append(Byte.comma) }
    append(Byte.lineFeed)
    append(contentsOf: repeatElement(Byte.space, count: indent))
  }

  /// Appends a text as a JSON string, with its quotes.
  public mutating func append(jsonString text: String) {
    append(Byte.quote)
    var text = text
    text.withUTF8 { utf8 in
      guard Self.hasEscapes(utf8) else { return append(contentsOf: utf8) }
      var copied = 0
      for (index, byte) in utf8.enumerated() where Self.mustBeEscaped(byte) {
        append(contentsOf: utf8[copied..<index])
        appendEscape(byte)
        copied = index + 1
      }
      append(contentsOf: utf8[copied...])
    }
    append(Byte.quote)
  }

  /// Returns true if a byte of a text must be escaped; eight are tested at once.
  private static func hasEscapes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let bytes = UnsafeRawBufferPointer(text)
    var offset = 0
    while offset &+ 8 <= bytes.count {
      if hasEscape(in: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) {
        return true
      }
      offset &+= 8
    }
    while offset < bytes.count {
      if mustBeEscaped(bytes[offset]) { return true }
      offset &+= 1
    }
    return false
  }

  /// Returns true if one of eight bytes must be escaped: less than a blank, or after a difference
  /// with a quote or a backslash zero, which sets its highest bit once one is taken from it.
  @inline(__always)
  private static func hasEscape(in word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* UInt64(Byte.quote))
    let backslashes = word ^ (ones &* UInt64(Byte.backslash))
    let controls = (word &- ones &* UInt64(Byte.space)) & ~word
    let found = controls | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
    return found & (ones &* 0x80) != 0
  }

  @inline(__always)
  private static func mustBeEscaped(_ byte: UInt8) -> Bool {
    byte < Byte.space || byte == Byte.quote || byte == Byte.backslash
  }

  private mutating func appendEscape(_ byte: UInt8) {
    append(Byte.backslash)
    switch byte {
    case Byte.quote, Byte.backslash: append(byte)
    case Byte.backspace: append(UInt8(ascii: "b"))
    case Byte.formFeed: append(UInt8(ascii: "f"))
    case Byte.lineFeed: append(UInt8(ascii: "n"))
    case Byte.carriageReturn: append(UInt8(ascii: "r"))
    case Byte.tab: append(UInt8(ascii: "t"))
    default:
      append(contentsOf: byte < 0x10 ? "u000".utf8 : "u00".utf8)
      append(contentsOf: String(byte, radix: 16).utf8)
    }
  }
}
