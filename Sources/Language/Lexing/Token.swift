import Diagnostics

/// The smallest piece of a text that means something.
package struct Token: Sendable, Hashable {
  package var kind: TokenKind
  package var span: Span
  /// As written; of a variable the name alone, of a shell command the command.
  package var text: String
  /// Whether a line end stands before it, not counting one after a trailing `\`.
  package var startsLine: Bool
  /// The keyword it spells, or that was meant by an operator of another language.
  package let keyword: Keyword?

  package init(_ kind: TokenKind, text: String, at span: Span, startsLine: Bool) {
    switch kind {
    case .word: keyword = Keyword(word: text)
    case .malformed(let problem): keyword = problem.meant.flatMap(Keyword.init(word:))
    case .variable, .number, .date, .duration, .period, .string, .mark, .shellCommand, .end:
      keyword = nil
    }
    self.kind = kind
    self.span = span
    self.text = text
    self.startsLine = startsLine
  }
}

/// The kinds of tokens; in the grammar they are the names in capitals.
package indirect enum TokenKind: Sendable, Hashable {
  /// `invoices`, `where`, `in_1`: names and keywords alike; the parser tells them apart.
  case word
  /// `$c`, `$1`
  case variable
  /// `500`, `12.50`, `1e3`
  case number
  /// `2026-01-31`, `2026-01-31T10:00:00+02:00`
  case date
  /// `30d`, `1mo`
  case duration(DurationLength)
  /// `2026-10`, `2026-Q3`, `2026-W07`
  case period
  /// `"gold: ${c.email}"`, `'raw'`
  case string([StringSegment])
  /// `(`, `<=`, `,`
  case mark(Mark)
  /// What follows a `|` at the prompt.
  case shellCommand
  /// What is no token, and why.
  case malformed(LexicalProblem)
  /// The end of the text.
  case end
}

/// A stretch of a string token: text with its escapes resolved, or the tokens of a `${…}`.
package enum StringSegment: Sendable, Hashable {
  case text(String)
  case interpolation([Token])
}

/// The signs that are tokens, longest first where one starts with another.
package enum Mark: String, Sendable, Hashable, CaseIterable {
  case notEqual = "!="
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case equal = "="
  case less = "<"
  case greater = ">"
  case tilde = "~"
  case plusPlus = "++"
  case plus = "+"
  case minus = "-"
  case star = "*"
  case slash = "/"
  case percent = "%"
  case comma = ","
  case colon = ":"
  case semicolon = ";"
  case dot = "."
  case question = "?"
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openBracket = "["
  case closeBracket = "]"
  case openBrace = "{"
  case closeBrace = "}"

  /// The bracket that this one closes.
  var opening: Mark? {
    if self == .closeParenthesis { return .openParenthesis }
    if self == .closeBracket { return .openBracket }
    return self == .closeBrace ? .openBrace : nil
  }

  var isOpening: Bool { self == .openParenthesis || self == .openBracket || self == .openBrace }
}

/// Why a stretch of text is no token, and what would mend it.
package struct LexicalProblem: Sendable, Hashable {
  package var message: String
  package var hint: String?
  /// The part of the token to point at, where it is not the whole.
  package var span: Span?
  /// The keyword or mark that was meant, for habits of other languages: `==`, `&&`.
  package var meant: String?
  /// Whether it ends because the text or the line does.
  package var isUnfinished: Bool

  package init(
    _ message: String, hint: String? = nil, at span: Span? = nil, meant: String? = nil,
    isUnfinished: Bool = false
  ) {
    self.message = message
    self.hint = hint
    self.span = span
    self.meant = meant
    self.isUnfinished = isUnfinished
  }
}
