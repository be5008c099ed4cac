import Diagnostics

extension Parser {
  /// `operation ::= verb target ( clause | body )*`, with an action after `execute`
  ///
  /// A read used as a value takes no body: a `{` there belongs to the surrounding construct.
  mutating func operation(asStatement: Bool) throws(SyntaxError) -> OperationStatement {
    let outer = (readsBareVariables, expectations?.operation, expectations?.bodyPath)
    defer {
      readsBareVariables = outer.0
      expectations?.operation = outer.1
      expectations?.bodyPath = outer.2
    }
    readsBareVariables = false
    expectations?.bodyPath = nil
    let word = token.span
    let (verb, action) = try verbPhrase()
    var target = try target(of: verb, action: action)
    expectations?.operation = OperationContext(
      verb: verb, action: action?.text, object: target.object.text,
      parents: target.parents.map(\.object.text))
    var clauses = Clauses()
    var body: ObjectLiteral?
    while true {
      if body == nil, takesBody(asStatement || !verb.isRead) {
        body = try self.body()
      } else if let kind = clauseKind(besides: clauses) {
        try clause(kind, of: &clauses)
      } else {
        break
      }
    }
    target.takeBareParent(from: clauses, body)
    return OperationStatement(
      verb: verb, verbSpan: word, action: action, target: target, clauses: clauses, body: body,
      span: Span(word.start, lastEnd))
  }

  /// `verb ::= "get" | "retrieve" | … | "execute" WORD`
  mutating func verbPhrase() throws(SyntaxError) -> (Verb, Name?) {
    guard let verb = Verb(rawValue: token.text.lowercasedASCII) else {
      throw unexpected("a verb")
    }
    advance()
    guard verb == .execute else { return (verb, nil) }
    note(.action(object: expectations?.following))
    return (verb, try name("an action after `execute`"))
  }

  /// `request ::= "request" WORD sum body?`
  mutating func request(asStatement: Bool = true) throws(SyntaxError) -> RequestStatement {
    advance()
    note(.method)
    var method = try name("`GET`, `POST` or `DELETE` after `request`")
    method.text = method.text.uppercased()
    guard !at(.slash) else {
      throw unexpected("a path", hint: "quote the path: \"/v1/…\"")
    }
    let path = try sum()
    return RequestStatement(
      method: method, path: path, body: takesBody(true) ? try body() : nil)
  }

  /// Returns true if a body comes next, and not a block.
  private func takesBody(_ isAllowed: Bool) -> Bool {
    guard isAllowed, atBrace else { return false }
    return bracesOpenBlocks && openBrackets.isEmpty ? looksLikeBody : true
  }

  /// True if a key and a colon follow the `{`, or if the braces are empty and a clause or a block
  /// follows.
  private var looksLikeBody: Bool {
    var distance = 1
    if kind(ahead: distance) == .mark(.closeBrace) {
      let next = token(ahead: distance + 1)
      return next.kind == .mark(.openBrace) || next.keyword?.role == .clause
    }
    while true {
      switch kind(ahead: distance) {
      case .word, .string, .mark(.dot), .mark(.openBracket), .mark(.closeBracket): distance += 1
      case .mark(.colon): return true
      case .variable, .number, .date, .duration, .period, .mark, .shellCommand, .malformed, .end:
        return false
      }
    }
  }
}

extension Verb {
  /// True if the verb only reads.
  package var isRead: Bool {
    switch self {
    case .get, .retrieve, .list, .query: true
    case .create, .update, .upsert, .delete, .execute: false
    }
  }
}

extension Target {
  /// Interprets the id of `update lines invoice { id: …, parent_id: … }` and of `update lines
  /// invoice from "lines.csv"` as the parent's name; the body or the rows give the parent's id.
  fileprivate mutating func takeBareParent(from clauses: Clauses, _ body: ObjectLiteral?) {
    guard parents.isEmpty, ids.count == 1, let id = ids.first, let name = id.bareName else {
      return
    }
    let namesParent = body?.members.contains { $0.key.map(\.text) == ["parent_id"] } ?? false
    let isWord = name.text.utf8.allSatisfy { !Lexer.isDigit($0) }
    guard namesParent || clauses.from != nil && isWord else { return }
    ids = []
    parents = [Parent(object: name, id: nil)]
  }
}

extension Expression {
  /// The name it spells, if it consists of words and dots only.
  var bareName: Name? {
    guard case .path(let path) = kind else { return nil }
    var words: [String] = []
    for component in path.components {
      guard case .key(let word) = component else { return nil }
      words.append(word)
    }
    return Name(words.joined(separator: "."), at: span)
  }
}
