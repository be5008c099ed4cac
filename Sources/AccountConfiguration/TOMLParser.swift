/// A parser of TOML 1.0.
///
/// The available libraries crash on some invalid texts, and do not report the line of a value,
/// which a message about a setting must name.
struct TOMLParser {
  var bytes: ArraySlice<UInt8>
  var line = 1

  /// The maximum nesting depth of lists and tables, and the maximum number of parts of a dotted
  /// name.
  private static let deepest = 32

  static func parse(_ text: String) throws(TOMLError) -> TOMLTable {
    var bytes = Array(text.utf8)[...]
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes = bytes.dropFirst(3) }
    var parser = TOMLParser(bytes: bytes)
    return try parser.document()
  }

  private mutating func document() throws(TOMLError) -> TOMLTable {
    var root = TOMLTable(origin: .header)
    var header: [String] = []
    try skipLines()
    while !bytes.isEmpty {
      let start = line
      if take("[") {
        let isList = take("[")
        header = try path(endingAt: isList ? "]]" : "]")
        if isList {
          try root.append(header[...], line: start)
        } else {
          try root.open(header[...], line: start)
        }
      } else {
        let name = try path(endingAt: "=")
        try root.set(try value(depth: 0), at: (header + name)[...], line: start)
      }
      try endLine()
      try skipLines()
    }
    return root
  }

  /// Parses a dotted name and the mark after it.
  private mutating func path(endingAt end: String) throws(TOMLError) -> [String] {
    var names: [String] = []
    repeat {
      skipBlanks()
      names.append(try name())
      skipBlanks()
      guard names.count <= Self.deepest else { throw failure("a name has too many parts") }
    } while take(".")
    guard take(end) else { throw failure("`\(end)` is missing after a name") }
    return names
  }

  private mutating func name() throws(TOMLError) -> String {
    if take("\"") { return try basicString() }
    if take("'") { return try literalString() }
    let name = takeWhile { Self.isLetterOrDigit($0) || "_-".utf8.contains($0) }
    guard !name.isEmpty else { throw failure("a name or its quotes are missing") }
    return name
  }

  private mutating func value(depth: Int) throws(TOMLError) -> TOMLValue {
    guard depth < Self.deepest else { throw failure("values are nested too deeply") }
    skipBlanks()
    if take("\"\"\"") { return .string(try multilineString(closing: "\"")) }
    if take("'''") { return .string(try multilineString(closing: "'")) }
    if take("\"") { return .string(try basicString()) }
    if take("'") { return .string(try literalString()) }
    if take("[") { return .array(try list(depth: depth + 1)) }
    if take("{") { return .table(try inlineTable(depth: depth + 1)) }
    return try plainValue()
  }

  private mutating func list(depth: Int) throws(TOMLError) -> [TOMLValue] {
    var elements: [TOMLValue] = []
    try skipLines()
    while !take("]") {
      elements.append(try value(depth: depth))
      try skipLines()
      if take("]") { break }
      guard take(",") else { throw failure("`,` or `]` is missing in a list") }
      try skipLines()
    }
    return elements
  }

  private mutating func inlineTable(depth: Int) throws(TOMLError) -> TOMLTable {
    var table = TOMLTable()
    skipBlanks()
    if !take("}") {
      repeat {
        let start = line
        let name = try path(endingAt: "=")
        try table.set(try value(depth: depth), at: name[...], line: start)
        skipBlanks()
      } while take(",")
      guard take("}") else { throw failure("`,` or `}` is missing in a table") }
    }
    table.origin = .inline
    return table
  }

  /// Parses a value without quotes or brackets.
  private mutating func plainValue() throws(TOMLError) -> TOMLValue {
    var text = takeWhile(Self.isPlain)
    // A blank may separate a date and a time.
    if TOMLPlainValue.isDay(text), bytes.first == UInt8(ascii: " "),
      let next = bytes.dropFirst().first, Self.isDigit(next)
    {
      bytes.removeFirst()
      text += " " + takeWhile(Self.isPlain)
    }
    guard let value = TOMLPlainValue.read(text) else {
      throw failure("a value or its quotes are missing")
    }
    return value
  }
}

extension TOMLParser {
  func failure(_ reason: String) -> TOMLError { TOMLError(line: line, reason: reason) }

  /// Skips a mark and returns true if it comes next.
  mutating func take(_ mark: String) -> Bool {
    guard bytes.starts(with: mark.utf8) else { return false }
    bytes.removeFirst(mark.utf8.count)
    return true
  }

  private mutating func takeWhile(_ condition: (UInt8) -> Bool) -> String {
    let taken = bytes.prefix(while: condition)
    bytes = bytes.dropFirst(taken.count)
    return String(decoding: taken, as: UTF8.self)
  }

  private mutating func skipBlanks() {
    bytes = bytes.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }

  /// Skips blanks, comments and the ends of lines.
  private mutating func skipLines() throws(TOMLError) {
    repeat {
      skipBlanks()
      try skipComment()
    } while takeLineEnd()
  }

  /// Skips the rest of a line after a header or a value, which may only be a comment.
  private mutating func endLine() throws(TOMLError) {
    skipBlanks()
    try skipComment()
    guard bytes.isEmpty || takeLineEnd() else {
      throw failure("unexpected text after the end of a value or a header")
    }
  }

  private mutating func skipComment() throws(TOMLError) {
    guard bytes.first == UInt8(ascii: "#") else { return }
    bytes = bytes.drop { $0 >= 0x20 && $0 != 0x7f || $0 == UInt8(ascii: "\t") }
  }

  mutating func takeLineEnd() -> Bool {
    guard take("\n") || take("\r\n") else { return false }
    line += 1
    return true
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    let lowercase = byte | 0x20
    return isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lowercase)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || "+-._:".utf8.contains(byte)
  }
}
