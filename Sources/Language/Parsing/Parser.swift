import Diagnostics

/// Turns tokens into statements by recursive descent, one function per production of the grammar;
/// the productions stand in the folder of that name, the means they share here and beside.
package struct Parser {
  /// How deep expressions, bodies and blocks may stand in one another.
  static let nestingLimit = 128
  /// How many arithmetic operators a statement may have.
  static let linkLimit = 500

  let source: SourceText
  let tokens: [Token]
  var index = 0
  var diagnostics: [Diagnostic] = []
  var shellCommand: String?

  /// The brackets that are open in this statement, outermost first; within them lines do not count.
  var openBrackets: [Token] = []
  /// Whether the last token asks for another, so that a line end after it does not count.
  var continues = false
  /// How many blocks stand around the current place.
  var blockDepth = 0
  /// How many productions that can hold themselves stand around the current place.
  var nesting = 0
  /// Whether this statement is an operation.
  var startsWithVerb = false
  /// How many arithmetic operators this statement has so far.
  var links = 0
  /// Where the last token taken ends.
  var lastEnd = 0

  /// Within `${…}`, where a bare word is a variable.
  var readsBareVariables = false
  /// Within the header of a `for` or an `if`, where `{` opens the block.
  var bracesOpenBlocks = false

  /// Whether the tokens are those of a `${…}`.
  let isInterpolation: Bool
  let endsContinued: Bool
  /// What could stand at the end of the text, where somebody asks for it.
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

  /// The current token, whatever line it is on.
  var token: Token { token(ahead: 0) }

  func token(ahead distance: Int) -> Token {
    let place = index + distance
    return tokens.indices.contains(place) ? tokens[place] : tokens.last ?? Parser.nothing
  }

  /// Whether the current token stands on a new line, and a line end counts here.
  var lineEnded: Bool { token.startsLine && openBrackets.isEmpty && !continues }

  /// Whether the token so many places on stands on a new line, and a line end counts there.
  func startsLine(ahead distance: Int) -> Bool {
    token(ahead: distance).startsLine && openBrackets.isEmpty
  }

  func at(_ mark: Mark) -> Bool { !lineEnded && token.kind == .mark(mark) }

  /// Whether a `{` comes next; it may stand on a line of its own.
  var atBrace: Bool { token.kind == .mark(.openBrace) }

  /// The keyword the current token spells, where the statement goes on with it.
  var keyword: Keyword? {
    guard let keyword = token.keyword else { return nil }
    return lineEnded && !keyword.continuesStatement ? nil : keyword
  }

  mutating func at(_ keyword: Keyword) -> Bool {
    note(.keyword(keyword))
    return self.keyword == keyword
  }

  // MARK: Taking

  /// Takes the current token; one that is continuing asks for another behind it.
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

  /// Takes a keyword, reporting one that is written as in another language.
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
    if case .malformed(let problem) = token.kind {
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

  /// Any word of this line, keywords included, as a name.
  mutating func name(_ wanted: String) throws(SyntaxError) -> Name {
    guard atWord else { throw unexpected(wanted) }
    let taken = advance()
    return Name(taken.text, at: taken.span)
  }

  var atWord: Bool { !lineEnded && token.kind == .word }

  // MARK: Brackets

  /// Takes an opening bracket; lines do not count until it is closed.
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

  /// Reads something that can hold itself, up to the limit.
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
