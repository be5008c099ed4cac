import Diagnostics

extension Parser {
  /// `program ::= statements shell-tail?`
  mutating func program() -> [Statement] {
    var read: [Statement] = []
    while true {
      read += statements()
      if kind == .mark(.closeBrace) {
        report("unmatched `}`", at: token.span)
        advance()
      } else if kind == .shellCommand {
        shellTail(after: read.last)
      } else {
        break
      }
    }
    return read
  }

  /// `statements ::= statement? ( ";" statement? )*`; a line end is equivalent to `;`
  mutating func statements() -> [Statement] {
    var read: [Statement] = []
    var isBroken = false
    while true {
      openBrackets = []
      continues = false
      while kind == .mark(.semicolon) { advance() }
      if !isBroken, startsAnew(after: read.last) { note(.statement) }
      if kind == .end || kind == .mark(.closeBrace) || kind == .shellCommand {
        return read
      }
      let start = index
      do throws(SyntaxError) {
        let statement = try nested { parser throws(SyntaxError) in try parser.statement() }
        try endStatement()
        read.append(statement)
        isBroken = false
      } catch {
        isBroken = true
        if let diagnostic = error.diagnostic { diagnostics.append(diagnostic) }
        skipStatement(from: start)
        if index == start { advance() }
      }
    }
  }

  /// `block ::= "{" statements "}"`
  mutating func block() throws(SyntaxError) -> Block {
    guard atBrace else { throw blockMissing() }
    let outer = (openBrackets, bracesOpenBlocks)
    let brace = advance(continuing: true)
    bracesOpenBlocks = false
    blockDepth += 1
    defer { blockDepth -= 1 }
    let read = statements()
    (openBrackets, bracesOpenBlocks) = outer
    guard kind == .mark(.closeBrace) else {
      let isEnd = kind == .end
      throw SyntaxError(
        Diagnostic(
          isEnd ? .incomplete : .syntax, "this `{` is never closed", at: brace.span, in: source))
    }
    continues = false
    let closing = advance()
    return Block(read, at: brace.span.joined(closing.span))
  }

  /// `statement ::= operation | request | let-statement | …`
  mutating func statement() throws(SyntaxError) -> Statement {
    note(.statement)
    let start = start
    links = 0
    let kind = try statementKind()
    return Statement(kind, at: Span(start, lastEnd))
  }

  private mutating func statementKind() throws(SyntaxError) -> StatementKind {
    continues = true
    guard kind == .word, let keyword = keyword(ahead: 0) else { throw unknownStatement() }
    startsWithVerb = keyword.role == .verb
    if keyword.role == .verb { return .operation(try operation(asStatement: true)) }
    guard let read = Parser.statementReaders[keyword] else { throw unknownStatement() }
    return try read(&self)
  }

  private typealias StatementReader =
    @Sendable (inout Parser) throws(SyntaxError) -> StatementKind

  /// The statements that are not operations, by their first words.
  private static let statementReaders: [Keyword: StatementReader] = [
    .request: { parser throws(SyntaxError) in .request(try parser.request()) },
    .let: { parser throws(SyntaxError) in try parser.letStatement() },
    .for: { parser throws(SyntaxError) in try parser.forStatement() },
    .if: { parser throws(SyntaxError) in try parser.ifStatement() },
    .assert: { parser throws(SyntaxError) in try parser.assertStatement() },
    .print: { parser throws(SyntaxError) in try parser.printStatement() },
    .include: { parser throws(SyntaxError) in try parser.includeStatement() },
    .use: { parser throws(SyntaxError) in try parser.useStatement() },
    .set: { parser throws(SyntaxError) in try parser.setStatement() },
    .show: { parser throws(SyntaxError) in try parser.showStatement() },
    .describe: { parser throws(SyntaxError) in try parser.describeStatement() },
    .explain: { parser throws(SyntaxError) in try parser.explainStatement() },
    .test: { parser throws(SyntaxError) in try parser.testStatement() },
    .help: { parser throws(SyntaxError) in try parser.helpStatement() },
    .exit: { parser throws(SyntaxError) in try parser.exitStatement() },
  ]

  /// Checks that the statement ends here.
  private mutating func endStatement() throws(SyntaxError) {
    let isEnd = kind == .end || kind == .mark(.semicolon)
    let endsBlock = kind == .mark(.closeBrace) && blockDepth > 0
    if isEnd || endsBlock || kind == .shellCommand && blockDepth == 0 { return }
    if lineEnded, keyword(ahead: 0)?.continuesStatement != true { return }
    continues = true
    throw unexpected("end of statement", hint: excessHint())
  }

  /// True if a statement can start at the end of the text, which means not on the line of another
  /// one.
  private func startsAnew(after statement: Statement?) -> Bool {
    let previous = index > 0 ? kind(ahead: -1) : .mark(.semicolon)
    if previous == .mark(.semicolon) || previous == .mark(.openBrace) { return true }
    return token.startsLine && statement?.span.end == lastEnd
  }

  /// `shell-tail ::= SHELL-COMMAND`, after a statement
  mutating func shellTail(after statement: Statement?) {
    let tail = advance()
    if statement == nil, diagnostics.isEmpty {
      report("a statement is missing before `|`", at: tail.span)
    }
    shellCommand = tail.text
    if kind != .end {
      report("a shell command must come last", at: token.span)
      while kind != .end { advance() }
    }
  }
}
