import Diagnostics

extension Parser {
  /// `path ::= WORD component*`
  mutating func path() throws(SyntaxError) -> Path {
    let name = try name("a field")
    let object = expectations?.operation?.object
    let isVariable = readsBareVariables
    let components = try components {
      isVariable
        ? .variableField(variable: name.text, path: $0)
        : .field(object: object, path: [name.text] + $0.compactMap(\.key))
    }
    return Path([.key(name.text)] + components, at: Span(name.span.start, lastEnd))
  }

  /// `variable ::= VARIABLE component* "?"?`
  mutating func variable() throws(SyntaxError) -> Expression {
    let name = advance()
    let path = try components { .variableField(variable: name.text, path: $0) }
    let isOptional = accept(.question, continuing: false)
    return Expression(
      .variable(name: name.text, path: path, isOptional: isOptional),
      at: Span(name.span.start, lastEnd))
  }

  private mutating func components(
    _ expectation: ([PathComponent]) -> Expectation
  ) throws(SyntaxError) -> [PathComponent] {
    var components: [PathComponent] = []
    while at(.dot) || at(.openBracket) {
      components.append(try component(expectation(components)))
    }
    return components
  }

  /// `component ::= "." WORD | "[" ( NUMBER | STRING ) "]"`
  mutating func component(
    _ expected: @autoclosure () -> Expectation
  ) throws(SyntaxError) -> PathComponent {
    if accept(.dot, continuing: false) {
      if isAtCursor { note(expected()) }
      let hint = token.kind == .number ? "write `[\(token.text)]` or `[\"\(token.text)\"]`" : nil
      guard atWord else { throw unexpected("a field name after `.`", hint: hint) }
      return .key(advance().text)
    }
    open()
    if isAtCursor { note(expected()) }
    let component: PathComponent
    if let text = plainString(token) {
      component = .key(text)
    } else if token.kind == .number, let number = Int(token.text) {
      component = .index(number)
    } else {
      throw unexpected("an index from 0 or a quoted key")
    }
    advance()
    try close(.closeBracket, "`]`")
    return component
  }

  /// `array ::= "[" ( expression ( "," expression )* ","? )? "]"`
  mutating func array() throws(SyntaxError) -> Expression {
    let start = open().span.start
    var elements: [Expression] = []
    while !at(.closeBracket) {
      elements.append(try expression())
      guard accept(.comma) else { break }
    }
    try close(.closeBracket, "`,` or `]`")
    return Expression(.array(elements), at: Span(start, lastEnd))
  }

  /// `body ::= "{" ( member ( "," member )* ","? )? "}"`
  mutating func body() throws(SyntaxError) -> ObjectLiteral {
    try nested { parser throws(SyntaxError) in
      let start = parser.open().span.start
      var members: [MemberLiteral] = []
      while !parser.at(.closeBrace) {
        members.append(try parser.member())
        guard parser.accept(.comma) else { break }
      }
      try parser.closeBody()
      return ObjectLiteral(members, at: Span(start, parser.lastEnd))
    }
  }

  private mutating func closeBody() throws(SyntaxError) {
    guard !at(.closeBrace) else { return try close(.closeBrace, "`}`") }
    let next = kind(ahead: 1)
    let lacksComma = next == .mark(.colon) || next == .mark(.dot)
    let isOperation = keyword(ahead: -1)?.role == .verb && token.kind == .word
    throw unexpected(
      "`,` or `}`",
      hint: lacksComma
        ? "separate members with commas"
        : isOperation ? "put parentheses around an operation in a body" : nil)
  }

  /// `member ::= member-key ":" expression`
  mutating func member() throws(SyntaxError) -> MemberLiteral {
    let outer = expectations?.bodyPath
    defer { expectations?.bodyPath = outer }
    if let context = expectations?.operation {
      note(.parameterKey(context, path: outer ?? []))
    }
    let key = try memberKey()
    guard accept(.colon) else {
      throw unexpected("`:` after a key", hint: at(.equal) ? "write `:`" : nil)
    }
    expectations?.bodyPath = (outer ?? []) + key.map(\.text)
    return MemberLiteral(key: key, value: try expression())
  }

  /// `member-key ::= ( WORD | STRING ) ( "." WORD | "[" STRING "]" )*`
  mutating func memberKey() throws(SyntaxError) -> [Name] {
    var key = [try keyPart("a key")]
    while true {
      if accept(.dot, continuing: false) {
        noteKey(below: key)
        key.append(try name("a key after `.`"))
      } else if at(.openBracket) {
        open()
        guard case .string = token.kind else { throw unexpected("a quoted key") }
        key.append(try keyPart("a quoted key"))
        try close(.closeBracket, "`]`")
      } else {
        return key
      }
    }
  }

  private mutating func noteKey(below key: [Name]) {
    guard let context = expectations?.operation else { return }
    note(.parameterKey(context, path: (expectations?.bodyPath ?? []) + key.map(\.text)))
  }

  private mutating func keyPart(_ wanted: String) throws(SyntaxError) -> Name {
    if case .string = token.kind {
      guard let text = plainString(token) else {
        throw unexpected("a key", hint: "keys cannot contain `${…}`")
      }
      return Name(text, at: advance().span)
    }
    return try name(wanted)
  }

  /// `string ::= STRING`, with a value in each `${…}`
  mutating func string(_ segments: [StringSegment]) throws(SyntaxError) -> Expression {
    var parts: [StringPart] = []
    for segment in segments {
      switch segment {
      case .text(let text): parts.append(.text(text))
      case .interpolation(let tokens): parts.append(.interpolation(try interpolation(tokens)))
      }
    }
    return Expression(.string(parts), at: advance().span)
  }

  /// `interpolation ::= value`; a bare word in it is a variable, a number a script argument
  mutating func interpolation(_ tokens: [Token]) throws(SyntaxError) -> Expression {
    if tokens.count == 2, let only = tokens.first, only.kind == .number,
      only.text.utf8.allSatisfy(Lexer.isDigit)
    {
      return Expression(.variable(name: only.text, path: [], isOptional: false), at: only.span)
    }
    var inner = Parser(tokens, in: source, isInterpolation: true)
    inner.readsBareVariables = true
    inner.nesting = nesting
    inner.lastEnd = tokens.first?.span.start ?? lastEnd
    let value = try inner.value()
    guard inner.token.kind == .end else { throw inner.unexpected("`}`") }
    diagnostics += inner.diagnostics
    return value
  }
}

extension Path {
  var expression: Expression { Expression(.path(self), at: span) }
}

extension PathComponent {
  /// The key; nil for an index.
  var key: String? {
    switch self {
    case .key(let key): key
    case .index: nil
    }
  }
}
