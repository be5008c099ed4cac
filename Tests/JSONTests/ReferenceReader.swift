/// A reader of RFC 8259's grammar, written plainly and apart from the module's, that only says
/// whether a text is JSON. The module's fast checks are held against it.
struct ReferenceReader {
  private var rest: ArraySlice<Unicode.Scalar>
  private var depth = 0

  static func accepts(_ bytes: [UInt8]) -> Bool {
    guard let text = String(validating: bytes, as: UTF8.self) else { return false }
    var reader = ReferenceReader(rest: Array(text.unicodeScalars)[...])
    return reader.value() && reader.rest.isEmpty
  }

  private init(rest: ArraySlice<Unicode.Scalar>) {
    self.rest = rest
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard rest.first == scalar else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func take(_ word: String) -> Bool {
    word.unicodeScalars.allSatisfy { take($0) }
  }

  private mutating func take(while isWanted: (Unicode.Scalar) -> Bool) -> Int {
    let taken = rest.prefix(while: isWanted).count
    rest.removeFirst(taken)
    return taken
  }

  private mutating func space() {
    _ = take(while: { " \t\r\n".unicodeScalars.contains($0) })
  }

  private mutating func value() -> Bool {
    space()
    defer { space() }
    switch rest.first {
    case "{": return items(from: "{", to: "}") { $0.member() }
    case "[": return items(from: "[", to: "]") { $0.value() }
    case "\"": return string()
    case "t": return take("true")
    case "f": return take("false")
    case "n": return take("null")
    default: return number()
    }
  }

  private mutating func items(
    from opener: Unicode.Scalar, to closer: Unicode.Scalar,
    _ item: (inout ReferenceReader) -> Bool
  ) -> Bool {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 512, take(opener) else { return false }
    space()
    if take(closer) { return true }
    repeat {
      guard item(&self) else { return false }
    } while take(",")
    return take(closer)
  }

  private mutating func member() -> Bool {
    space()
    guard string() else { return false }
    space()
    return take(":") && value()
  }

  private mutating func string() -> Bool {
    guard take("\"") else { return false }
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"": return true
      case "\\": guard escape() else { return false }
      default: guard scalar.value >= 0x20 else { return false }
      }
    }
    return false
  }

  private mutating func escape() -> Bool {
    guard let scalar = rest.popFirst() else { return false }
    guard scalar == "u" else { return "\"\\/bfnrt".unicodeScalars.contains(scalar) }
    let digits = rest.prefix(4)
    rest.removeFirst(digits.count)
    return digits.count == 4 && digits.allSatisfy { $0.isASCII && $0.properties.isASCIIHexDigit }
  }

  private mutating func digits() -> Bool {
    take(while: { ("0"..."9").contains($0) }) > 0
  }

  private mutating func number() -> Bool {
    _ = take("-" as Unicode.Scalar)
    if !take("0" as Unicode.Scalar), !digits() { return false }
    if take("." as Unicode.Scalar), !digits() { return false }
    guard rest.first == "e" || rest.first == "E" else { return true }
    rest.removeFirst()
    if !take("+" as Unicode.Scalar) { _ = take("-" as Unicode.Scalar) }
    return digits()
  }
}
