import Diagnostics

/// Splits a text into tokens and comments. It never fails: invalid text becomes a malformed token.
package struct Lexer: Sendable {
  /// The tokens in order; the last one is always `end`.
  package private(set) var tokens: [Token] = []
  /// The comments in order.
  package private(set) var comments: [Comment] = []
  /// True if the text ends after a trailing `\`.
  package private(set) var endsContinued = false

  let bytes: [UInt8]
  let mode: ParseMode
  var position = 0
  /// The number of `${` that are open at the current position.
  var interpolationDepth = 0
  private var startsLine = true
  private var bracketDepth = 0

  /// Reads the whole text.
  package init(_ source: SourceText, mode: ParseMode = .script) {
    bytes = Array(source.text.utf8)
    self.mode = mode
    skipByteOrderMark()
    while skipBlanks() { tokens.append(nextToken()) }
    tokens.append(
      Token(.end, text: "", at: Span(bytes.count, bytes.count), startsLine: startsLine))
  }

  /// Creates a lexer at the start of a text, without reading it.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    mode = .script
  }

  /// Returns the byte at a distance from the current position; nil outside the text.
  func byte(ahead distance: Int = 0) -> UInt8? {
    let index = position + distance
    return index >= 0 && index < bytes.count ? bytes[index] : nil
  }

  func starts(with text: String) -> Bool {
    let wanted = text.utf8
    guard position + wanted.count <= bytes.count else { return false }
    return bytes[position..<(position + wanted.count)].elementsEqual(wanted)
  }

  func text(from start: Int, to end: Int) -> String {
    guard start < end, start >= 0, end <= bytes.count else { return "" }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// Returns a token from `start` to the current position.
  mutating func token(_ kind: TokenKind, from start: Int, text spelled: String? = nil) -> Token {
    let token = Token(
      kind, text: spelled ?? text(from: start, to: position), at: Span(start, position),
      startsLine: startsLine)
    startsLine = false
    return token
  }

  /// Reads the token at the current position, where no blank is.
  mutating func nextToken() -> Token {
    let start = position
    guard let byte = byte() else { return token(.end, from: start) }
    switch byte {
    case UInt8(ascii: "\""): return quotedString()
    case UInt8(ascii: "'"): return rawString()
    case UInt8(ascii: "$"): return variable()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return numeric()
    case UInt8(ascii: "|") where takesShellCommand:
      return shellCommand()
    default:
      let length = wordLength(at: position)
      if length > 0 {
        position += length
        return token(.word, from: start)
      }
      return mark() ?? malformed()
    }
  }

  private var takesShellCommand: Bool {
    mode == .prompt && bracketDepth <= 0 && interpolationDepth == 0 && !starts(with: "||")
  }

  /// Reads the content of a `${…}`; the state of brackets and lines outside is restored afterwards.
  mutating func enclosed<Value>(_ read: (inout Lexer) -> Value) -> Value {
    let outer = (startsLine, bracketDepth)
    startsLine = false
    interpolationDepth += 1
    defer {
      (startsLine, bracketDepth) = outer
      interpolationDepth -= 1
    }
    return read(&self)
  }

  private mutating func mark() -> Token? {
    guard let byte = byte(), Int(byte) < Lexer.marks.count,
      let found = Lexer.marks[Int(byte)].first(where: { starts(with: $0.written) })
    else { return nil }
    let start = position
    position += found.written.utf8.count
    switch found.meaning {
    case .success(let mark):
      if mark.isOpening { bracketDepth += 1 }
      if mark.opening != nil { bracketDepth -= 1 }
      return token(.mark(mark), from: start)
    case .failure(let mistake):
      let problem = LexicalProblem(
        mistake.message, hint: "write `\(mistake.meant)`", meant: mistake.meant)
      return token(.malformed(problem), from: start)
    }
  }

  private typealias Sign = (written: String, meaning: Result<Mark, Mistake>)

  /// An operator of another language, read as the operator that means the same here.
  private struct Mistake: Error {
    var meant: String
    var message: String
  }

  private static let mistakes: [Sign] = [
    ("===", "="), ("==", "="), ("!==", "!="), ("<>", "!="), ("&&", "and"), ("||", "or"),
  ].map { ($0, .failure(Mistake(meant: $1, message: "`\($0)` is not an operator"))) }

  /// All marks by their first bytes; a mark comes after those that begin with it.
  private static let marks: [[Sign]] = {
    let signs = mistakes + Mark.allCases.map { ($0.rawValue, .success($0)) }
    let byFirst = Dictionary(grouping: signs) { $0.written.utf8.first ?? 0 }
    return (0..<0x80).map { byFirst[$0] ?? [] }
  }()

  private mutating func variable() -> Token {
    let start = position
    position += 1
    var length = wordLength(at: position)
    if length == 0 { length = run(at: position, of: Lexer.isDigit) }
    position += length
    guard length > 0 else {
      let problem = LexicalProblem(
        "a variable name is missing after `$`",
        hint: byte() == UInt8(ascii: "{") ? "write `${…}` in double quotes" : nil)
      return token(.malformed(problem), from: start)
    }
    return token(.variable, from: start, text: text(from: start + 1, to: position))
  }

  private mutating func malformed() -> Token {
    let start = position
    let scalar = scalar(at: position)
    position += max(1, scalar.map { UTF8.width($0) } ?? 1)
    let problem = LexicalProblem(
      "unexpected \(Lexer.named(scalar))", hint: Lexer.hint(for: scalar))
    return token(.malformed(problem), from: start)
  }

  private mutating func skipByteOrderMark() {
    if starts(with: "\u{FEFF}") { position = 3 }
  }
}

/// The source of a text, which decides whether it can contain a shell command.
package enum ParseMode: Sendable, Hashable, CaseIterable {
  /// A file, the argument of `-e` or standard input.
  case script
  /// The REPL, where `statement | jq .total` pipes rows to a shell command.
  case prompt
}

extension Lexer {
  /// Skips blanks, line ends and comments; false at the end of the text.
  private mutating func skipBlanks() -> Bool {
    while let byte = byte() {
      switch byte {
      case UInt8(ascii: "\n"):
        startsLine = true
        position += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
      case UInt8(ascii: "#"):
        comment()
      case UInt8(ascii: "\\"):
        guard let next = lineEnd(after: position + 1) else { return true }
        endsContinued = next >= bytes.count
        position = next
      default:
        guard byte >= 0x80, let scalar = scalar(at: position), scalar.properties.isWhitespace
        else { return true }
        position += UTF8.width(scalar)
      }
    }
    return false
  }

  private mutating func comment() {
    let start = position
    while let byte = byte(), byte != UInt8(ascii: "\n") { position += 1 }
    var end = position
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 || bytes[end - 1] == 0x0D {
      end -= 1
    }
    comments.append(Comment(text: text(from: start, to: end), span: Span(start, end)))
  }

  /// Returns the offset after the next line end if only blanks precede it.
  private func lineEnd(after start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\n"): return index + 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): index += 1
      default: return nil
      }
    }
    return index
  }
}
