extension Typesetter {
  /// Returns true if a text can be written as a word, without quotes.
  static func isWord(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return !bytes.isEmpty && Lexer(bytes).wordLength(at: 0) == bytes.count
  }

  static func text(of path: Path) -> String {
    components(path.components, isFirst: true)
  }

  static func components(_ components: [PathComponent], isFirst: Bool) -> String {
    var text = ""
    for component in components {
      switch component {
      case .key(let key) where isWord(key):
        text += (isFirst && text.isEmpty ? "" : ".") + key
      case .key(let key): text += "[" + quoted(key) + "]"
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }

  /// Returns the key of a body member: words as they are, other texts in quotes.
  static func key(_ parts: [Name]) -> String {
    guard let first = parts.first?.text else { return "" }
    let rest = parts.dropFirst().map { PathComponent.key($0.text) }
    return (isWord(first) ? first : quoted(first)) + components(rest, isFirst: false)
  }

  func variable(_ name: String, _ path: [PathComponent]) -> String {
    let rest = Typesetter.components(path, isFirst: false)
    let isPlain = Typesetter.isWord(name) && Keyword(word: name) == nil
    return (writesBareVariables && isPlain ? "" : "$") + name + rest
  }

  /// Returns a string in the kind of quotes that needs fewer escapes.
  mutating func string(_ parts: [StringPart]) -> String {
    if parts.count == 1, case .text(let text)? = parts.first, Typesetter.isBetterRaw(text) {
      return "'" + text + "'"
    }
    var written = ""
    for part in parts {
      switch part {
      case .text(let text): written += Typesetter.escaped(text)
      case .interpolation(let value): written += "${" + interpolation(value) + "}"
      }
    }
    return "\"" + written + "\""
  }

  private mutating func interpolation(_ value: Expression) -> String {
    let outer = writesBareVariables
    writesBareVariables = true
    defer { writesBareVariables = outer }
    return LayoutPrinter.printFlat(self.value(value))
  }

  private static func isBetterRaw(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0 == "\"" || $0 == "\\" }
      && !text.unicodeScalars.contains { $0 == "'" || $0.value < 0x20 || $0.value == 0x7F }
  }

  static func quoted(_ text: String) -> String { "\"" + escaped(text) + "\"" }

  /// Returns a text with escapes for the characters that a string in double quotes cannot contain.
  static func escaped(_ text: String) -> String {
    var written = ""
    var scalars = text.unicodeScalars.makeIterator()
    var next = scalars.next()
    while let scalar = next {
      next = scalars.next()
      switch scalar {
      case "\"": written += "\\\""
      case "\\": written += "\\\\"
      case "\n": written += "\\n"
      case "\r": written += "\\r"
      case "\t": written += "\\t"
      case "$" where next == "{": written += "\\$"
      default:
        if scalar.value >= 0x20, scalar.value != 0x7F {
          written.unicodeScalars.append(scalar)
        } else {
          let code = String(scalar.value, radix: 16)
          written += "\\u" + String(repeating: "0", count: 4 - code.count) + code
        }
      }
    }
    return written
  }
}
