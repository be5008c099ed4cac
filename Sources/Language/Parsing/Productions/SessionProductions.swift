import Diagnostics

extension Parser {
  /// `use-statement ::= "use" ( STRING | profile-name )`
  mutating func useStatement() throws(SyntaxError) -> StatementKind {
    advance()
    note(.profile)
    if !lineEnded, let text = plainString(token) {
      let taken = advance()
      return .use(profile: Name(text, at: taken.span))
    }
    if !lineEnded, isComputed(token) {
      throw SyntaxError(
        Diagnostic(
          .syntax, "`use` requires the name of a profile, not a value", at: token.span,
          in: source, hint: "choose the account of a run with `--profile`"))
    }
    return .use(profile: try profileName())
  }

  /// True if a token is a value that is known only when the script runs.
  private func isComputed(_ token: Token) -> Bool {
    switch token.kind {
    case .variable, .string: true
    case .word, .number, .duration, .period, .date, .malformed, .mark, .shellCommand, .end: false
    }
  }

  /// `profile-name ::= WORD ( ( "-" | "." ) ( WORD | NUMBER ) )*`, written without blanks
  mutating func profileName() throws(SyntaxError) -> Name {
    var name = try name("a profile after `use`")
    while at(.minus) || at(.dot), token.span.start == lastEnd {
      let sign = advance()
      guard !lineEnded, token.span.start == lastEnd, !token.text.isEmpty else {
        throw unexpected("the rest of the profile name after `\(sign.text)`")
      }
      switch token.kind {
      case .word, .number, .duration, .period, .date, .malformed:
        name.text += sign.text + token.text
        name.span = name.span.joined(advance().span)
      case .variable, .string, .mark, .shellCommand, .end:
        throw unexpected("the rest of the profile name after `\(sign.text)`")
      }
    }
    return name
  }

  /// `set-statement ::= "set" dotted-name "=" value`
  mutating func setStatement() throws(SyntaxError) -> StatementKind {
    advance()
    note(.setting)
    let name = try dottedName("a setting after `set`")
    try expect(.equal, "`=` after the setting name")
    expectations?.settingName = name.text
    defer { expectations?.settingName = nil }
    note(.settingValue(name.text))
    return .setting(name: name, value: try value())
  }

  /// `show-statement ::= "show" WORD`
  mutating func showStatement() throws(SyntaxError) -> StatementKind {
    advance()
    note(.topic(.show))
    return .show(topic: try name("a topic after `show`"))
  }

  /// `describe-statement ::= "describe" dotted-name dotted-name?`
  mutating func describeStatement() throws(SyntaxError) -> StatementKind {
    advance()
    note(.action(object: expectations?.following))
    note(.object(verb: nil, action: nil))
    let first = try dottedName("an object after `describe`")
    note(.object(verb: Verb(rawValue: first.text.lowercasedASCII), action: first.text))
    note(.action(object: first.text))
    note(.field(object: first.text, path: []))
    guard atWord else { return .describe(verb: nil, object: first) }
    return .describe(
      verb: first,
      object: try dottedName("an object, a field or an action", fieldOf: first.text))
  }

  /// `explain-statement ::= "explain" "analyze"? statement`
  mutating func explainStatement() throws(SyntaxError) -> StatementKind {
    advance()
    let analyzes = accept(.analyze)
    continues = false
    note(.statement)
    guard !statementEnds else { throw unexpected("a statement to explain") }
    let statement = try nested { parser throws(SyntaxError) in try parser.statement() }
    return .explain(analyzes: analyzes, statement: statement)
  }

  /// `test-statement ::= "test" "connection"`
  mutating func testStatement() throws(SyntaxError) -> StatementKind {
    advance()
    try expect(.connection, "after `test`")
    continues = false
    return .testConnection
  }

  /// `help-statement ::= "help" dotted-name*`
  mutating func helpStatement() throws(SyntaxError) -> StatementKind {
    advance()
    note(.topic(.help))
    guard atWord else { return .help(topic: nil) }
    var topic = try dottedName("a topic")
    while atWord {
      let more = try dottedName("a topic")
      topic = Name(topic.text + " " + more.text, at: topic.span.joined(more.span))
    }
    return .help(topic: topic)
  }

  /// `dotted-name ::= WORD ( "." WORD )*`
  /// - Parameter object: what it may be a field of; nil where it is none.
  mutating func dottedName(
    _ wanted: String, fieldOf object: String? = nil
  ) throws(SyntaxError) -> Name {
    var name = try name(wanted)
    while accept(.dot, continuing: false) {
      if isAtCursor, let object {
        note(.field(object: object, path: name.text.split(separator: ".").map(String.init)))
      }
      let part = try self.name("a name after `.`")
      name = Name(name.text + "." + part.text, at: name.span.joined(part.span))
    }
    return name
  }

  /// The text of a string without interpolations.
  func plainString(_ token: Token) -> String? {
    guard case .string(let segments) = token.kind, segments.count == 1,
      case .text(let text)? = segments.first
    else { return nil }
    return text
  }
}
