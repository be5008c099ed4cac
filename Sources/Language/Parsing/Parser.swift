import Diagnostics

/// Turns tokens into statements by recursive descent, with one function per production of the
/// grammar. The productions are in the folder of that name, the shared helpers in this folder.
package struct Parser {
  /// The maximum nesting depth of expressions, bodies and blocks.
  static let nestingLimit = 128
  /// The maximum number of arithmetic operators in a statement.
  static let linkLimit = 500

  let source: SourceText
  let tokens: [Token]
  var index = 0
  var diagnostics: [Diagnostic] = []
  var shellCommand: String?

  /// The brackets that are open in this statement, outermost first. Inside them line ends are
  /// ignored.
  var openBrackets: [Token] = []
  /// True if the last token requires another one, so that a line end after it is ignored.
  var continues = false
  /// The number of blocks around the current token.
  var blockDepth = 0
  /// The number of recursive productions around the current token.
  var nesting = 0
  /// True if this statement is an operation.
  var startsWithVerb = false
  /// The number of arithmetic operators in this statement so far.
  var links = 0
  /// The byte offset where the last token taken ends.
  var lastEnd = 0

  /// True within `${…}`, where a bare word is a variable.
  var readsBareVariables = false
  /// True within the header of a `for` or an `if`, where `{` opens the block.
  var bracesOpenBlocks = false

  /// True if the tokens are those of a `${…}`.
  let isInterpolation: Bool
  let endsContinued: Bool
  /// The possible continuations at the end of the text; nil unless completions are being collected.
  var expectations: ExpectationLog?

  init(
    _ tokens: [Token], in source: SourceText, isInterpolation: Bool = false,
    endsContinued: Bool = false
  ) {
    self.tokens = tokens
    self.source = source
    self.isInterpolation = isInterpolation
    self.endsContinued = endsContinued
  }

  // MARK: Looking

  private static let nothing = Token(.end, text: "", at: .none, startsLine: true)

  /// The current token, on this line or a later one.
  var token: Token { token(ahead: 0) }

  func token(ahead distance: Int) -> Token {
    let place = index + distance
    return tokens.indices.contains(place) ? tokens[place] : tokens.last ?? Parser.nothing
  }

  /// The kind and the keyword of the token at that distance, without a copy of its text.
  func kind(ahead distance: Int) -> TokenKind {
    tokens.indices.contains(index + distance)
      ? tokens[index + distance].kind : token(ahead: distance).kind
  }

  func keyword(ahead distance: Int) -> Keyword? {
    tokens.indices.contains(index + distance)
      ? tokens[index + distance].keyword : token(ahead: distance).keyword
  }

  /// The byte offset of the current token, without a copy of it.
  var start: Int { index < tokens.count ? tokens[index].span.start : token.span.start }

  /// The mark of the current token; nil if it is none.
  var mark: Mark? {
    guard index < tokens.count else { return nil }
    if case .mark(let mark) = tokens[index].kind { return mark }
    return nil
  }

  /// The kind of the current token, which is read often, and without a copy of its text.
  var kind: TokenKind { index < tokens.count ? tokens[index].kind : token.kind }

  /// True if the current token is on a new line and line ends are significant here.
  var lineEnded: Bool {
    guard openBrackets.isEmpty, !continues else { return false }
    return index < tokens.count ? tokens[index].startsLine : token.startsLine
  }

  /// Returns true if the token at that distance is on a new line and line ends are significant
  /// there.
  func startsLine(ahead distance: Int) -> Bool {
    let place = index + distance
    return openBrackets.isEmpty
      && (tokens.indices.contains(place)
        ? tokens[place].startsLine : token(ahead: distance).startsLine)
  }

  func at(_ mark: Mark) -> Bool { self.mark == mark && !lineEnded }

  /// True if the next token is `{`, which may be on a line of its own.
  var atBrace: Bool { mark == .openBrace }

  /// The keyword the current token spells, if it belongs to the current statement.
  var keyword: Keyword? {
    let spelled = index < tokens.count ? tokens[index].keyword : token.keyword
    guard let keyword = spelled else { return nil }
    return lineEnded && !keyword.continuesStatement ? nil : keyword
  }

  mutating func at(_ keyword: Keyword) -> Bool {
    note(.keyword(keyword))
    return self.keyword == keyword
  }

  // MARK: Taking

  /// Takes the current token. If `continuing` is true, a line end after it is ignored.
  @discardableResult
  mutating func advance(continuing: Bool = false) -> Token {
    let taken = token
    if taken.kind != .end { index += 1 }
    lastEnd = taken.span.end
    continues = continuing
    return taken
  }

  mutating func accept(_ mark: Mark, continuing: Bool = true) -> Bool {
    guard at(mark) else { return false }
    advance(continuing: continuing)
    return true
  }

  mutating func accept(_ keyword: Keyword) -> Bool {
    guard at(keyword) else { return false }
    takeKeyword()
    return true
  }

  /// Takes a keyword, and reports one that is written as in another language.
  mutating func takeKeyword() {
    reportIfMalformed()
    advance(continuing: true)
  }

  func reportable(_ problem: LexicalProblem, _ token: Token) -> Diagnostic {
    Diagnostic(
      problem.isUnfinished && isLast(token) && token.kind != .end && openBrackets.isEmpty
        && problem.hint == nil ? .incomplete : .syntax,
      problem.message, at: problem.span ?? token.span, in: source, hint: problem.hint)
  }

  private func isLast(_ token: Token) -> Bool {
    token.span.end >= (tokens.last?.span.start ?? 0)
  }

  mutating func reportIfMalformed() {
    if case .malformed(let problem) = kind {
      diagnostics.append(reportable(problem, token))
    }
  }

  mutating func expect(_ mark: Mark, _ wanted: String, continuing: Bool = true)
    throws(SyntaxError)
  {
    guard accept(mark, continuing: continuing) else { throw unexpected(wanted) }
  }

  mutating func expect(_ keyword: Keyword, _ context: String, hint: String? = nil)
    throws(SyntaxError)
  {
    guard accept(keyword) else {
      throw unexpected("`\(keyword.rawValue)` \(context)", hint: hint)
    }
  }

  /// Takes any word of this line, keywords included, as a name.
  mutating func name(_ wanted: String) throws(SyntaxError) -> Name {
    guard atWord else { throw unexpected(wanted) }
    let taken = advance()
    return Name(taken.text, at: taken.span)
  }

  var atWord: Bool { kind == .word && !lineEnded }

  // MARK: Brackets

  /// Takes an opening bracket; line ends are ignored until it is closed.
  @discardableResult
  mutating func open() -> Token {
    let bracket = advance(continuing: true)
    openBrackets.append(bracket)
    return bracket
  }

  mutating func close(_ mark: Mark, _ wanted: String) throws(SyntaxError) {
    guard at(mark) else { throw unexpected(wanted) }
    openBrackets.removeLast()
    advance()
  }

  /// Calls a recursive production and limits the depth of recursion.
  mutating func nested<Value>(
    _ read: (inout Parser) throws(SyntaxError) -> Value
  ) throws(SyntaxError) -> Value {
    guard nesting < Parser.nestingLimit else {
      throw SyntaxError(
        Diagnostic(
          .syntax, "nested too deeply", at: token.span, in: source,
          hint: "at most \(Parser.nestingLimit) levels"))
    }
    nesting += 1
    defer { nesting -= 1 }
    return try read(&self)
  }
}
