import Diagnostics

extension Parser {
  /// `value ::= operation | request | expression`; a verb before a name starts an operation
  mutating func value() throws(SyntaxError) -> Expression {
    note(Keyword.allCases.filter { $0.role == .verb } + [.request])
    guard let keyword = operationKeyword else { return try expression() }
    return try nested { parser throws(SyntaxError) in
      let start = parser.start
      let kind: ExpressionKind =
        keyword == .request
        ? .request(try parser.request()) : .operation(try parser.operation(asStatement: false))
      return Expression(kind, at: Span(start, parser.lastEnd))
    }
  }

  /// The verb, or `request`, of an operation that starts here; nil if none does.
  var operationKeyword: Keyword? {
    guard kind == .word, !lineEnded, let keyword = keyword(ahead: 0),
      keyword.role == .verb || keyword == .request
    else { return nil }
    let next = kind(ahead: 1)
    if next == .end, expectations != nil { return keyword }
    guard next == .word, !startsLine(ahead: 1), self.keyword(ahead: 1)?.role != .operator
    else { return nil }
    return keyword
  }

  /// `expression ::= conjunction ( "or" conjunction )*`
  mutating func expression() throws(SyntaxError) -> Expression {
    let first = try conjunction()
    var terms = [first]
    while accept(.or) { terms.append(try conjunction()) }
    return terms.count == 1 ? first : Expression(.any(terms), at: Span(first.span.start, lastEnd))
  }

  /// `conjunction ::= negation ( "and" negation )*`
  mutating func conjunction() throws(SyntaxError) -> Expression {
    let first = try negation()
    var terms = [first]
    while accept(.and) { terms.append(try negation()) }
    return terms.count == 1 ? first : Expression(.all(terms), at: Span(first.span.start, lastEnd))
  }

  /// `negation ::= "not" negation | predicate`
  mutating func negation() throws(SyntaxError) -> Expression {
    let start = start
    note(.keyword(.not))
    guard keyword == .not, !isNameHere else { return try predicate() }
    takeKeyword()
    return try nested { parser throws(SyntaxError) in
      let operand = try parser.negation()
      return Expression(.not(operand), at: Span(start, parser.lastEnd))
    }
  }

  /// True if `not` is the name of a field here: then an operator follows it.
  private var isNameHere: Bool {
    switch kind(ahead: 1) {
    case .mark(let mark):
      mark != .openParenthesis && mark != .openBrace && mark != .minus
        && mark != .openBracket
    case .word, .variable, .number, .date, .duration, .period, .string, .shellCommand, .malformed,
      .end:
      false
    }
  }

  /// `predicate ::= sum ( comparison | like | membership | range | null-test )?`
  mutating func predicate() throws(SyntaxError) -> Expression {
    let left = try sum()
    noteComparison(of: left)
    note([.like, .in, .between, .is, .not])
    var result = try comparison(of: left)
    if result == nil { result = try like(left) }
    if result == nil { result = try membership(of: left) }
    if result == nil { result = try range(of: left) }
    if result == nil { result = try nullTest(of: left) }
    guard let result else { return left }
    if comparisonOperator != nil {
      throw unexpected("`and`, `or` or end of statement", hint: "join two comparisons with `and`")
    }
    return Expression(result, at: Span(left.span.start, lastEnd))
  }

  /// `comparison ::= ( "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" ) sum`
  mutating func comparison(of left: Expression) throws(SyntaxError) -> ExpressionKind? {
    guard let comparison = comparisonOperator else { return nil }
    reportIfMalformed()
    advance(continuing: true)
    noteValue(of: left)
    return .comparison(comparison, left, try sum())
  }

  private var comparisonOperator: ComparisonOperator? {
    guard !lineEnded else { return nil }
    switch kind {
    case .mark(let mark): return mark.comparison
    case .malformed(let problem): return problem.meant.flatMap(ComparisonOperator.init(rawValue:))
    case .word, .variable, .number, .date, .duration, .period, .string, .shellCommand, .end:
      return nil
    }
  }

  /// `like ::= "not"? "like" sum`
  mutating func like(_ left: Expression) throws(SyntaxError) -> ExpressionKind? {
    guard let isNegated = acceptNegatable(.like) else { return nil }
    return .like(left, pattern: try sum(), isNegated: isNegated)
  }

  /// `membership ::= "not"? "in" ( "(" value ( "," value )* ","? ")" | sum )`
  mutating func membership(of left: Expression) throws(SyntaxError) -> ExpressionKind? {
    guard let isNegated = acceptNegatable(.in) else { return nil }
    guard at(.openParenthesis) else {
      notePeriod(of: left)
      return .membership(left, among: [try sum()], isNegated: isNegated)
    }
    let candidates = try nested { parser throws(SyntaxError) in
      try parser.candidates(for: left)
    }
    return .membership(left, among: candidates, isNegated: isNegated)
  }

  private mutating func candidates(for left: Expression) throws(SyntaxError) -> [Expression] {
    open()
    var candidates: [Expression] = []
    repeat {
      noteValue(of: left)
      if !candidates.isEmpty, at(.closeParenthesis) { break }
      candidates.append(try value())
    } while accept(.comma)
    try close(.closeParenthesis, "`,` or `)`")
    return candidates
  }

  /// `range ::= "not"? "between" sum "and" sum`
  mutating func range(of left: Expression) throws(SyntaxError) -> ExpressionKind? {
    guard let isNegated = acceptNegatable(.between) else { return nil }
    let low = try sum()
    guard accept(.and) else { throw rangeUnfinished() }
    let range = ExpressionKind.between(left, low: low, high: try sum())
    return isNegated ? .not(Expression(range, at: Span(left.span.start, lastEnd))) : range
  }

  /// Returns the error of a range without `and`. At the end of the text it is incomplete only,
  /// because the next line may continue it.
  private func rangeUnfinished() -> SyntaxError {
    var error = unexpected("`and` and the upper bound of the range")
    if token.kind == .end { error.diagnostic?.code = .incomplete }
    return error
  }

  /// `null-test ::= "is" "not"? "null"`
  mutating func nullTest(of left: Expression) throws(SyntaxError) -> ExpressionKind? {
    guard accept(.is) else { return nil }
    let isNegated = accept(.not)
    try expect(.null, "after `is`", hint: "compare values with `=`")
    continues = false
    return .nullTest(left, isNegated: isNegated)
  }

  /// Takes `in` or `not in`. Returns true for the negated form, nil if neither is there.
  private mutating func acceptNegatable(_ wanted: Keyword) -> Bool? {
    if accept(wanted) { return false }
    guard keyword == .not, keyword(ahead: 1) == wanted else { return nil }
    takeKeyword()
    takeKeyword()
    return true
  }

  /// Records that a value of the field on the left is possible here.
  private mutating func noteValue(of left: Expression) {
    guard let path = noted(left) else { return }
    note(.value(object: expectations?.operation?.object, path: path))
  }

  /// Records that an operator may follow the field on the left.
  private mutating func noteComparison(of left: Expression) {
    guard isAtCursor, let path = noted(left) else { return }
    note(.comparison(object: expectations?.operation?.object, path: path))
  }

  /// Remembers that a period may come here, which the field on the left is in.
  private mutating func notePeriod(of left: Expression) {
    guard let path = noted(left) else { return }
    note(.period(object: expectations?.operation?.object, path: path))
  }

  /// The keys of a field, for completion.
  private func noted(_ field: Expression) -> [String]? {
    guard expectations != nil, let name = field.bareName else { return nil }
    return name.text.split(separator: ".").map(String.init)
  }
}
