import Diagnostics

/// The possible continuations at a place in a text, and the part that is already typed.
package struct Expectations: Sendable, Hashable {
  /// The continuations, in the order the parser looked for them; empty in a comment or a shell
  /// command.
  package var expected: [Expectation]
  /// The part of the word before the cursor; for a string the text after its quote.
  package var partial: String
  /// The place of the partial word; an empty span at the cursor if there is none.
  package var span: Span
  /// True if the partial word is the start of a string.
  package var isInQuotes: Bool
}

extension Parser {
  /// Returns the possible continuations at a UTF-8 offset, based on the text before it.
  package static func expectations(at offset: Int, in source: SourceText) -> Expectations {
    let bytes = Array(source.text.utf8)
    let cursor = min(max(offset, 0), bytes.count)
    let before = SourceText(
      name: source.name, text: String(decoding: bytes[..<cursor], as: UTF8.self))
    let after = SourceText(
      name: source.name, text: String(decoding: bytes[cursor...], as: UTF8.self))
    let lexer = Lexer(before, mode: .prompt)
    var none = Expectations(
      expected: [], partial: "", span: Span(cursor, cursor), isInQuotes: false)
    if let comment = lexer.comments.last, endsIn(comment, before.text) { return none }
    var tokens = Array(lexer.tokens.dropLast())
    let end = lexer.tokens.last ?? Token(.end, text: "", at: none.span, startsLine: true)
    guard let last = tokens.last, last.span.end == cursor else {
      none.expected = expected(after: tokens + [end], following: word(at: after))
      return none
    }
    guard let partial = partial(last) else {
      if case .shellCommand = last.kind { return none }
      none.expected = expected(after: tokens + [end], following: word(at: after))
      return none
    }
    if let open = openInterpolation(last) { return inInterpolation(open, last) }
    tokens.removeLast()
    tokens.append(Token(.end, text: "", at: last.span, startsLine: last.startsLine))
    return Expectations(
      expected: expected(after: tokens, following: word(at: after)), partial: partial.text,
      span: Span(last.span.start + partial.skipped, cursor), isInQuotes: partial.isQuoted)
  }

  private static func expected(after tokens: [Token], following: String?) -> [Expectation] {
    var parser = Parser(tokens, in: SourceText(name: "", text: ""))
    parser.expectations = ExpectationLog(following: following)
    _ = parser.program()
    return parser.expectations?.expected ?? []
  }

  /// Returns true if the comment reaches to the cursor, because no line end follows it.
  private static func endsIn(_ comment: Comment, _ text: String) -> Bool {
    !text.utf8.dropFirst(comment.span.start).contains(UInt8(ascii: "\n"))
  }

  /// Returns the part of the token before the cursor that can be completed; nil if there is none.
  private static func partial(
    _ token: Token
  ) -> (text: String, skipped: Int, isQuoted: Bool)? {
    switch token.kind {
    case .word: return (token.text, 0, false)
    case .variable: return ("$" + token.text, 0, false)
    case .malformed(let problem) where token.text == "$" && problem.meant == nil:
      return ("$", 0, false)
    case .malformed:
      guard let quote = token.text.first, quote == "\"" || quote == "'" else { return nil }
      return (String(token.text.dropFirst()), 1, true)
    case .number, .date, .duration, .period, .string, .mark, .shellCommand, .end: return nil
    }
  }

  /// Returns the offset after the last `${` of an unfinished string that no `}` closes.
  private static func openInterpolation(_ token: Token) -> Int? {
    guard case .malformed = token.kind, token.text.hasPrefix("\"") else { return nil }
    let bytes = Array(token.text.utf8)
    let starts = bytes.indices.dropLast().filter {
      bytes[$0] == UInt8(ascii: "$") && bytes[$0 + 1] == UInt8(ascii: "{")
    }
    guard let start = starts.last, !bytes[start...].contains(UInt8(ascii: "}")) else { return nil }
    return start + 2
  }

  private static func inInterpolation(_ start: Int, _ string: Token) -> Expectations {
    let text = String(decoding: Array(string.text.utf8)[start...], as: UTF8.self)
    var tokens = Lexer(SourceText(name: "", text: text)).tokens
    let length = text.utf8.count
    var partial = ""
    if let last = tokens.dropLast().last, last.kind == .word, last.span.end == length {
      partial = last.text
      tokens.removeLast(2)
      tokens.append(Token(.end, text: "", at: last.span, startsLine: false))
    }
    var parser = Parser(tokens, in: SourceText(name: "", text: text), isInterpolation: true)
    parser.readsBareVariables = true
    parser.continues = true
    parser.expectations = ExpectationLog()
    _ = try? parser.value()
    return Expectations(
      expected: parser.expectations?.expected ?? [], partial: partial,
      span: Span(string.span.end - partial.utf8.count, string.span.end), isInQuotes: false)
  }

  private static func word(at source: SourceText) -> String? {
    guard let first = Lexer(source).tokens.first, first.kind == .word else { return nil }
    return first.text
  }
}
