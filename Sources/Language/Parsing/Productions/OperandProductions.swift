import Diagnostics

extension Parser {
  /// `sum ::= product ( ( "+" | "-" | "++" ) product )*`
  mutating func sum() throws(SyntaxError) -> Expression {
    var left = try product()
    while let sign = try arithmetic([.add, .subtract, .concatenate]) {
      let right = try product()
      left = Expression(.arithmetic(sign, left, right), at: Span(left.span.start, lastEnd))
    }
    return left
  }

  /// `product ::= factor ( ( "*" | "/" | "%" ) factor )*`
  mutating func product() throws(SyntaxError) -> Expression {
    var left = try factor()
    while let sign = try arithmetic([.multiply, .divide, .remainder]) {
      let right = try factor()
      left = Expression(.arithmetic(sign, left, right), at: Span(left.span.start, lastEnd))
    }
    return left
  }

  /// Takes one of the operators. A chain of operators makes a tree whose depth is its length.
  private mutating func arithmetic(
    _ wanted: [ArithmeticOperator]
  ) throws(SyntaxError) -> ArithmeticOperator? {
    guard let sign = mark?.arithmetic, !lineEnded, wanted.contains(sign) else { return nil }
    guard links < Parser.linkLimit else {
      throw SyntaxError(
        Diagnostic(
          .syntax, "this statement has too many operators", at: token.span, in: source,
          hint: "at most \(Parser.linkLimit) operators"))
    }
    links += 1
    advance(continuing: true)
    return sign
  }

  /// `factor ::= "-" factor | operand`
  mutating func factor() throws(SyntaxError) -> Expression {
    guard at(.minus) else { return try operand() }
    let sign = advance(continuing: true)
    if kind == .number {
      let number = advance()
      return Expression(.number("-" + number.text), at: sign.span.joined(number.span))
    }
    return try nested { parser throws(SyntaxError) in
      let operand = try parser.factor()
      return Expression(.negative(operand), at: sign.span.joined(operand.span))
    }
  }

  /// `operand ::= NUMBER | DATE | DURATION | string | variable | group | array | body | …`
  mutating func operand() throws(SyntaxError) -> Expression {
    noteOperand()
    guard !lineEnded else { throw unexpected("a value") }
    switch kind {
    case .number:
      let start = advance()
      return Expression(.number(start.text), at: start.span)
    case .date:
      let start = advance()
      return Expression(.date(start.text), at: start.span)
    case .duration(let length):
      let start = advance()
      return Expression(.duration(text: start.text.lowercasedASCII, length), at: start.span)
    case .period: return try period()
    case .string(let segments): return try string(segments)
    case .variable: return try variable()
    case .word: return try wordOperand()
    case .mark(.openParenthesis):
      return try nested { parser throws(SyntaxError) in try parser.group() }
    case .mark(.openBracket):
      return try nested { parser throws(SyntaxError) in try parser.array() }
    case .mark(.openBrace):
      let body = try self.body()
      return Expression(.object(body), at: body.span)
    case .mark, .shellCommand, .malformed, .end: throw unexpected("a value")
    }
  }

  /// `group ::= "(" value ")"`
  mutating func group() throws(SyntaxError) -> Expression {
    let start = open().span.start
    var inner = try value()
    try close(.closeParenthesis, "`)`")
    inner.span = Span(start, lastEnd)
    return inner
  }

  /// Parses an operand that starts with a word: a literal, an amount of money, a call or a path.
  private mutating func wordOperand() throws(SyntaxError) -> Expression {
    let next = startsLine(ahead: 1) ? TokenKind.end : kind(ahead: 1)
    if next == .mark(.openParenthesis) {
      return try nested { parser throws(SyntaxError) in try parser.call() }
    }
    if startsPeriod { return try period() }
    if next != .mark(.dot), let literal = literal() { return literal }
    if next == .number, Parser.isCurrency(token.text) { return try money() }
    let mayBePeriod =
      expectations != nil && keyword.flatMap { Parser.periodOffsets[$0] } != nil
    let path = try path()
    if mayBePeriod, path.components.count == 1 { note(.periodUnit) }
    guard readsBareVariables, case .key(let name)? = path.components.first else {
      return path.expression
    }
    let isOptional = accept(.question, continuing: false)
    return Expression(
      .variable(
        name: name, path: Array(path.components.dropFirst()), isOptional: isOptional),
      at: Span(path.span.start, lastEnd))
  }

  /// `literal ::= "true" | "false" | "null" | "now" | "today"`
  mutating func literal() -> Expression? {
    guard let keyword = keyword(ahead: 0), keyword.role == .literal,
      let kind = Parser.literals[keyword]
    else { return nil }
    return Expression(kind, at: advance().span)
  }

  private static let literals: [Keyword: ExpressionKind] = [
    .true: .bool(true), .false: .bool(false), .null: .null, .now: .now, .today: .today,
  ]

  /// `money ::= WORD NUMBER`, the word being a currency's three letters
  mutating func money() throws(SyntaxError) -> Expression {
    let currency = advance()
    let amount = token
    guard amount.text.utf8.allSatisfy({ Lexer.isDigit($0) || $0 == UInt8(ascii: ".") }) else {
      throw unexpected("an amount", hint: "write amounts as 20.00")
    }
    advance()
    return Expression(
      .money(currency: currency.text.lowercasedASCII, amount: amount.text),
      at: currency.span.joined(amount.span))
  }

  private static func isCurrency(_ word: String) -> Bool {
    word.utf8.count == 3
      && word.utf8.allSatisfy { $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") }
  }

  /// True if `this`, `last` or `next` with a unit is next.
  private var startsPeriod: Bool {
    guard let keyword, keyword.role == .literal, Parser.periodOffsets[keyword] != nil,
      !startsLine(ahead: 1)
    else { return false }
    return kind(ahead: 1) == .word
      && PeriodUnit(rawValue: token(ahead: 1).text.lowercasedASCII) != nil
  }

  private static let periodOffsets: [Keyword: Int] = [.last: -1, .this: 0, .next: 1]

  /// `period ::= PERIOD | ( "this" | "last" | "next" ) UNIT`
  mutating func period() throws(SyntaxError) -> Expression {
    let start = token
    if start.kind == .period {
      advance()
      return Expression(.period(.named(start.text.uppercased())), at: start.span)
    }
    let offset = keyword.flatMap { Parser.periodOffsets[$0] } ?? 0
    takeKeyword()
    let unit = PeriodUnit(rawValue: token.text.lowercasedASCII)
    guard let unit else { throw unexpected("day, week, month, quarter or year") }
    return Expression(
      .period(.relative(offset: offset, unit)), at: start.span.joined(advance().span))
  }

  /// `call ::= WORD "(" ( value | "distinct" sum | expression ( "," expression )* )? ")"`
  mutating func call() throws(SyntaxError) -> Expression {
    let function = try name("a function")
    open()
    if function.text.lowercasedASCII == "read" { note(.file) }
    var arguments: [Expression] = []
    let isDistinct = acceptDistinct()
    if isDistinct {
      arguments.append(try sum())
    } else if !at(.closeParenthesis) {
      repeat { arguments.append(try value()) } while accept(.comma)
    }
    try close(.closeParenthesis, "`,` or `)`")
    return Expression(
      .call(function: function, arguments: arguments, isDistinct: isDistinct),
      at: Span(function.span.start, lastEnd))
  }

  private mutating func noteOperand() {
    note(.variable)
    if readsBareVariables { return }
    if let setting = expectations?.settingName { return note(.settingValue(setting)) }
    if let context = expectations?.operation, let keys = expectations?.bodyPath {
      return note(.parameterValue(context, path: keys))
    }
    noteField()
    note(.function)
    note([.true, .false, .null, .now, .today, .this, .last, .next])
  }
}
