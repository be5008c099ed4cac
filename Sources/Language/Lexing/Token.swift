import Diagnostics

/// A token: the smallest unit of a text that has a meaning.
package struct Token: Sendable, Hashable {
  /// The kind of token, with the value of those that carry one.
  package var kind: TokenKind
  /// The place of the token in the text, in UTF-8 offsets.
  package var span: Span
  /// The text as written; for a variable only the name, for a shell command only the command.
  package var text: String
  /// True if a line end precedes the token, not counting one after a trailing `\`.
  package var startsLine: Bool
  /// The keyword it spells, or that was meant by an operator of another language.
  package let keyword: Keyword?

  /// Creates a token and determines the keyword it spells.
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

/// The kinds of tokens; the grammar writes their names in capitals.
package enum TokenKind: Sendable, Hashable {
  /// `invoices`, `where`, `in_1`: names and keywords; the parser distinguishes them.
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
  /// The text after a `|` at the prompt.
  case shellCommand
  /// Text that is not a token, with the reason.
  indirect case malformed(LexicalProblem)
  /// The end of the text.
  case end
}

/// A part of a string token: text with its escapes resolved, or the tokens of a `${…}`.
package enum StringSegment: Sendable, Hashable {
  case text(String)
  case interpolation([Token])
}

/// The punctuation tokens; a longer one comes before any that it starts with.
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

  /// The opening bracket that this closing bracket belongs to.
  var opening: Mark? {
    if self == .closeParenthesis { return .openParenthesis }
    if self == .closeBracket { return .openBracket }
    return self == .closeBrace ? .openBrace : nil
  }

  var isOpening: Bool { self == .openParenthesis || self == .openBracket || self == .openBrace }

  /// The operator between two numbers or texts that it is; nil for another mark.
  var arithmetic: ArithmeticOperator? {
    switch self {
    case .plus: .add
    case .minus: .subtract
    case .plusPlus: .concatenate
    case .star: .multiply
    case .slash: .divide
    case .percent: .remainder
    case .notEqual, .lessOrEqual, .greaterOrEqual, .equal, .less, .greater, .tilde, .comma, .colon,
      .semicolon, .dot, .question, .openParenthesis, .closeParenthesis, .openBracket,
      .closeBracket, .openBrace, .closeBrace:
      nil
    }
  }

  /// The comparison that it is; nil for another mark.
  var comparison: ComparisonOperator? {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .tilde: .contains
    case .plus, .minus, .plusPlus, .star, .slash, .percent, .comma, .colon, .semicolon, .dot,
      .question, .openParenthesis, .closeParenthesis, .openBracket, .closeBracket, .openBrace,
      .closeBrace:
      nil
    }
  }
}

/// The reason why some text is not a token, with a suggested fix.
package struct LexicalProblem: Sendable, Hashable {
  /// The message for the user.
  package var message: String
  /// The suggested fix, if there is one.
  package var hint: String?
  /// The part of the token to point at; nil for the whole token.
  package var span: Span?
  /// The keyword or mark that was meant, for operators of other languages: `==`, `&&`.
  package var meant: String?
  /// True if the token ends only because the text or the line does.
  package var isUnfinished: Bool

  /// Creates a problem. Without `span` it concerns the whole token.
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
