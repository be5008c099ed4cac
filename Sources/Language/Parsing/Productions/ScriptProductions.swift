import Diagnostics

extension Parser {
  /// `let-statement ::= "let" WORD "=" value`
  mutating func letStatement() throws(SyntaxError) -> StatementKind {
    advance()
    let name = try variableName("a name after `let`")
    try expect(.equal, "`=` after the variable name")
    return .assignment(name: name, value: try value())
  }

  /// `for-statement ::= "for" WORD "in" value block`
  mutating func forStatement() throws(SyntaxError) -> StatementKind {
    advance()
    let header = try header { parser throws(SyntaxError) -> (Name, Expression) in
      let name = try parser.variableName("a name after `for`")
      try parser.expect(.in, "after the loop variable")
      return (name, try parser.value())
    }
    let body = try block()
    guard let (name, rows) = header else { throw SyntaxError.reported }
    return .loop(name: name, rows: rows, body: body)
  }

  /// `if-statement ::= "if" value block ( "else" "if" value block )* ( "else" block )?`
  mutating func ifStatement() throws(SyntaxError) -> StatementKind {
    advance()
    var branches: [ConditionalBranch] = []
    var otherwise: Block?
    var isBroken = false
    repeat {
      let condition = try header { parser throws(SyntaxError) in try parser.value() }
      let body = try block()
      if let condition {
        branches.append(ConditionalBranch(condition: condition, body: body))
      } else {
        isBroken = true
      }
      guard acceptElse() else { break }
      if !accept(.if) {
        otherwise = try block()
        break
      }
      continues = false
    } while true
    if isBroken { throw SyntaxError.reported }
    return .conditional(branches: branches, otherwise: otherwise)
  }

  /// `assert-statement ::= "assert" expression ( "," expression )?`
  mutating func assertStatement() throws(SyntaxError) -> StatementKind {
    advance()
    let condition = try expression()
    let message = accept(.comma) ? try expression() : nil
    return .assertion(condition: condition, message: message)
  }

  /// `print-statement ::= "print" value`
  mutating func printStatement() throws(SyntaxError) -> StatementKind {
    advance()
    return .print(try value())
  }

  /// `include-statement ::= "include" expression`
  mutating func includeStatement() throws(SyntaxError) -> StatementKind {
    advance()
    note(.file)
    return .include(path: try expression())
  }

  /// `exit-statement ::= "exit" expression?`
  mutating func exitStatement() throws(SyntaxError) -> StatementKind {
    advance()
    guard !statementEnds else { return .exit(code: nil) }
    return .exit(code: try expression())
  }

  /// True if the statement has no more tokens here.
  var statementEnds: Bool {
    lineEnded || kind == .end || kind == .mark(.semicolon)
      || kind == .mark(.closeBrace) || kind == .shellCommand
  }

  /// Parses the part between `for` or `if` and its block. A problem in it is reported, and the
  /// block is parsed nevertheless, to report the problems in it too.
  private mutating func header<Value>(
    _ read: (inout Parser) throws(SyntaxError) -> Value
  ) throws(SyntaxError) -> Value? {
    bracesOpenBlocks = true
    defer { bracesOpenBlocks = false }
    do throws(SyntaxError) {
      let value = try read(&self)
      guard atBrace else { throw blockMissing() }
      return value
    } catch {
      guard skipToBlock() else { throw error }
      if let diagnostic = error.diagnostic { diagnostics.append(diagnostic) }
      return nil
    }
  }

  /// Takes an `else`, which can be on a new line.
  private mutating func acceptElse() -> Bool {
    note(.keyword(.else))
    guard token.keyword == .else else { return false }
    advance(continuing: true)
    return true
  }

  /// Parses the name in a variable's declaration, which has no `$`.
  private mutating func variableName(_ wanted: String) throws(SyntaxError) -> Name {
    guard kind == .variable, !lineEnded else { return try name(wanted) }
    report(
      "a variable is declared without `$`", at: token.span,
      hint: "write `\(token.text)`")
    let taken = advance()
    return Name(taken.text, at: taken.span)
  }
}
