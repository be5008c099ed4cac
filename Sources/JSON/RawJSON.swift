/// The kinds of JSON values.
public enum JSONKind: String, Sendable, Hashable, CaseIterable {
  case null
  case bool
  case number
  case string
  case array
  case object
}

/// One JSON value inside bytes that were checked completely once.
///
/// Members and elements are found by scanning the bytes; nothing else is parsed, and a value is
/// written again exactly as it was. A part shares the bytes of the whole: keep a `detached()` copy
/// if the rest is to be freed.
public struct RawJSON: Sendable {
  /// Bytes that a `JSONScanner` accepted; `range` is one value in them.
  let bytes: [UInt8]
  let range: Range<Int>
  /// True if there is certainly no white space between tokens.
  public let isCompact: Bool

  /// Checks one JSON text by RFC 8259 in one pass: UTF-8, at most 512 levels deep, nothing
  /// missing and nothing after it.
  ///
  /// - Throws: `JSONError` if the bytes are not one JSON text.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    let scanned = try bytes.reading { (text) throws(JSONError) in try text.scanned() }
    self.init(bytes: bytes, range: scanned.range, isCompact: scanned.isCompact)
  }

  /// Checks one JSON text; see `init(parsing:)` for bytes.
  ///
  /// - Throws: `JSONError` if the text is not one JSON text.
  public init(parsing text: String) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }

  /// Creates the raw value of a JSON value, in its compact form.
  public init(_ value: JSONValue) {
    var bytes: [UInt8] = []
    value.appendCompact(to: &bytes)
    self.init(bytes: bytes, range: 0..<bytes.count, isCompact: true)
  }

  /// Creates a value from bytes that this program checked before and wrote itself; they are not
  /// checked again.
  /// - Parameters:
  ///   - range: the value in the bytes, without white space around it.
  ///   - isCompact: true if there is no white space between its tokens.
  public init(trusting bytes: [UInt8], at range: Range<Int>, isCompact: Bool) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    self.init(bytes: bytes, range: range, isCompact: isCompact)
  }

  init(bytes: [UInt8], range: Range<Int>, isCompact: Bool) {
    self.bytes = bytes
    self.range = range
    self.isCompact = isCompact
  }

  /// Returns a value inside this one.
  func part(_ range: Range<Int>) -> RawJSON {
    RawJSON(bytes: bytes, range: range, isCompact: isCompact)
  }

  /// The length of the value as it was written, in bytes.
  public var byteCount: Int { range.count }

  /// The value as it was written.
  public var slice: ArraySlice<UInt8> { bytes[range] }

  /// Returns a copy that holds this value's bytes and no others.
  public func detached() -> RawJSON {
    guard range.count < bytes.count else { return self }
    return RawJSON(bytes: Array(bytes[range]), range: 0..<range.count, isCompact: isCompact)
  }

  /// The kind of the value, read from its first byte.
  public var kind: JSONKind {
    switch firstByte {
    case Byte.openObject: .object
    case Byte.openArray: .array
    case Byte.quote: .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
    case UInt8(ascii: "n"): .null
    default: .number
    }
  }

  private var firstByte: UInt8 { range.isEmpty ? 0 : bytes[range.lowerBound] }

  /// True if the value is `null`.
  public var isNull: Bool { kind == .null }

  /// The value of `true` or `false`; nil for other kinds.
  public var bool: Bool? {
    kind == .bool ? firstByte == UInt8(ascii: "t") : nil
  }

  /// The text of a number, as it was written; nil for other kinds.
  public var numberText: String? {
    guard kind == .number else { return nil }
    return bytes.reading { $0.text(range) }
  }

  /// The value of a number that is whole and fits an `Int`: `12`, `12.0` and `1.2e1` are all 12.
  public var integer: Int? {
    guard let text = numberText else { return nil }
    return JSONNumber(validated: text).integer
  }

  /// The text of a string, its escapes resolved; nil for other kinds.
  public var string: String? {
    guard kind == .string else { return nil }
    return bytes.reading { $0.builtString(range) }
  }

  /// Returns true if this is a string with that text, compared code point by code point.
  public func stringEquals(_ text: String) -> Bool {
    guard kind == .string else { return false }
    var text = text
    return text.withUTF8 { utf8 in
      bytes.reading { $0.string(range, equals: utf8) }
    }
  }

  /// The value with everything inside it parsed.
  public var value: JSONValue {
    bytes.reading { bytes in
      var offset = range.lowerBound
      return bytes.builtValue(&offset)
    }
  }
}
