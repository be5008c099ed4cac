import Diagnostics

extension Lexer {
  /// The maximum depth of strings nested in interpolations of strings.
  static let interpolationLimit = 16

  /// Reads `'raw'`, in which `''` is a quote and nothing else is special.
  mutating func rawString() -> Token {
    let start = position
    position += 1
    var content: [UInt8] = []
    while let byte = byte(), byte != UInt8(ascii: "\n") {
      position += 1
      guard byte == UInt8(ascii: "'") else {
        content.append(byte)
        continue
      }
      guard self.byte() == UInt8(ascii: "'") else {
        return token(.string([.text(String(decoding: content, as: UTF8.self))]), from: start)
      }
      content.append(byte)
      position += 1
    }
    return unfinishedString(from: start, quote: "'")
  }

  /// Reads `"…"` with the escapes of JSON, `\$`, and `${…}`.
  mutating func quotedString() -> Token {
    let start = position
    position += 1
    var segments: [StringSegment] = []
    var content: [UInt8] = []
    var problem: LexicalProblem?
    while let byte = byte(), byte != UInt8(ascii: "\n") {
      if byte == UInt8(ascii: "\"") {
        position += 1
        return finishedString(segments, content, problem, from: start)
      }
      if byte == UInt8(ascii: "\\") {
        switch escape() {
        case .success(let bytes): content.append(contentsOf: bytes)
        case .failure(let failure): problem = problem ?? failure.problem
        }
      } else if byte == UInt8(ascii: "$"), self.byte(ahead: 1) == UInt8(ascii: "{") {
        if !content.isEmpty { segments.append(.text(String(decoding: content, as: UTF8.self))) }
        content = []
        switch enclosed({ $0.interpolation() }) {
        case .success(let tokens): segments.append(.interpolation(tokens))
        case .failure(let failure):
          problem = problem ?? failure.problem
        }
      } else {
        content.append(byte)
        position += 1
      }
    }
    return problem.map { token(.malformed($0), from: start) }
      ?? unfinishedString(from: start, quote: "\"")
  }

  private mutating func finishedString(
    _ segments: [StringSegment], _ content: [UInt8], _ problem: LexicalProblem?, from start: Int
  ) -> Token {
    if let problem { return token(.malformed(problem), from: start) }
    var segments = segments
    if !content.isEmpty || segments.isEmpty {
      segments.append(.text(String(decoding: content, as: UTF8.self)))
    }
    return token(.string(segments), from: start)
  }

  private mutating func unfinishedString(from start: Int, quote: String) -> Token {
    let problem = LexicalProblem(
      "this string has no closing quote", hint: "end the string with \(quote) on the same line",
      isUnfinished: true)
    return token(.malformed(problem), from: start)
  }

  private mutating func skipLine() {
    while let byte = byte(), byte != UInt8(ascii: "\n") { position += 1 }
  }

  private struct Failure: Error {
    var problem: LexicalProblem
  }

  /// Reads the tokens up to the `}` that closes a `${`, followed by an end token.
  private mutating func interpolation() -> Result<[Token], Failure> {
    let start = position
    position += 2
    if interpolationDepth >= Lexer.interpolationLimit {
      skipLine()
      return .failure(problem("strings are nested too deeply", from: start))
    }
    var tokens: [Token] = []
    var depth = 0
    while let byte = byte(), byte != UInt8(ascii: "\n") {
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r") {
        position += 1
        continue
      }
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") {
        if depth == 0 {
          tokens.append(Token(.end, text: "", at: Span(position, position), startsLine: false))
          position += 1
          return .success(tokens)
        }
        depth -= 1
      }
      tokens.append(nextToken())
    }
    return .failure(problem("this `${` has no closing `}`", from: start))
  }

  private func problem(_ message: String, from start: Int) -> Failure {
    Failure(problem: LexicalProblem(message, at: Span(start, min(start + 2, bytes.count))))
  }

  /// Reads an escape sequence and returns the bytes it represents.
  private mutating func escape() -> Result<[UInt8], Failure> {
    let start = position
    guard let letter = byte(ahead: 1) else {
      position += 1
      return .success([])
    }
    if letter == UInt8(ascii: "u") { return unicodeEscape() }
    if let byte = Lexer.escapes[letter] {
      position += 2
      return .success([byte])
    }
    position += letter == UInt8(ascii: "\n") ? 1 : 1 + max(1, scalarWidth(at: position + 1))
    let problem = LexicalProblem(
      "`\(text(from: start, to: position))` is not a valid escape sequence",
      hint: "write a backslash as `\\\\`",
      at: Span(start, position))
    return .failure(Failure(problem: problem))
  }

  private func scalarWidth(at index: Int) -> Int {
    scalar(at: index).map { UTF8.width($0) } ?? 1
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "$"): UInt8(ascii: "$"),
    UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A,
    UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
  ]

  /// Reads `\u00e9`, or a surrogate pair such as `\ud83d\ude00`.
  private mutating func unicodeEscape() -> Result<[UInt8], Failure> {
    let start = position
    var units: [UInt16] = []
    while let unit = codeUnit(), units.count < 2 {
      units.append(unit)
      position += 6
      if !UTF16.isLeadSurrogate(unit) || units.count == 2 { break }
    }
    var decoder = UTF16()
    var iterator = units.makeIterator()
    if !units.isEmpty, case .scalarValue(let scalar) = decoder.decode(&iterator),
      case .emptyInput = decoder.decode(&iterator)
    {
      return .success(Array(String(scalar).utf8))
    }
    if units.isEmpty { position += 2 }
    let problem = LexicalProblem(
      "`\(text(from: start, to: position))` is not a valid escape sequence",
      hint: "write four hexadecimal digits, as in `\\u00e9`", at: Span(start, position))
    return .failure(Failure(problem: problem))
  }

  private func codeUnit() -> UInt16? {
    guard starts(with: "\\u"), position + 6 <= bytes.count else { return nil }
    let digits = bytes[(position + 2)..<(position + 6)]
    guard digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else {
      return nil
    }
    return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
