import Diagnostics

extension Parser {
  /// `target ::= dotted-name ( ids? parents | dotted-name id ( dotted-name ids )? )`
  mutating func target(of verb: Verb, action: Name?) throws(SyntaxError) -> Target {
    note(.object(verb: verb, action: action?.text))
    let object = try dottedName("an object after `\(action?.text ?? verb.rawValue)`")
    note(.id(object: object.text))
    note(.object(verb: nil, action: nil))
    guard atId else { return Target(object: object, parents: try parents()) }
    let first = try id()
    if let parent = first.bareName, atId {
      return try nestedTarget(of: object, in: parent)
    }
    var ids = [first]
    while accept(.comma) {
      note(.id(object: object.text))
      ids.append(try id())
    }
    return Target(object: object, ids: ids, parents: try parents())
  }

  /// `lines invoice in_1` and `lines invoice in_1 line il_2`
  private mutating func nestedTarget(
    of object: Name, in parent: Name
  ) throws(SyntaxError) -> Target {
    try refuseClause(misspelt: parent)
    let parents = [Parent(object: parent, id: try id())]
    guard atWord, atId else { return Target(object: object, parents: parents) }
    let child = try dottedName("the object's name")
    guard Parser.isSameObject(child.text, object.text) else {
      throw SyntaxError(
        Diagnostic(
          .syntax, "`\(child.text)` does not name an element of `\(object.text)`", at: child.span,
          in: source, hint: "write `… of \(parent.text) …`"))
    }
    guard atId else { throw unexpected("an id") }
    return Target(object: child, ids: try ids(), parents: parents)
  }

  /// Throws if the word after an object is a misspelt clause or the start of another statement,
  /// rather than the name of a parent.
  private func refuseClause(misspelt parent: Name) throws(SyntaxError) {
    var hint = clauseMeant(by: parent.text, hasContent: true)
    let isWord = token.kind == .word && token.text.utf8.allSatisfy { !Lexer.isDigit($0) }
    if let keyword = Keyword(word: parent.text), isWord || token.kind == .number {
      hint = keyword.companion.map { "write `\(keyword.rawValue) \($0.rawValue) …`" }
      if keyword.startsStatement {
        throw SyntaxError(
          Diagnostic(
            .syntax, "expected end of statement, found `\(parent.text)`", at: parent.span,
            in: source, hint: "separate statements with a new line or `;`"))
      }
    }
    if parent.text.utf8.contains(where: Lexer.isDigit), !parent.text.contains(".") {
      throw unexpected("end of statement", hint: "separate ids with commas")
    }
    guard let hint else { return }
    throw SyntaxError(
      Diagnostic(
        .syntax, "`\(parent.text)` is not a clause", at: parent.span, in: source, hint: hint))
  }

  /// Returns true if two words differ at most in number: `line`, `lines`; `tax_id`, `tax_ids`.
  private static func isSameObject(_ one: String, _ other: String) -> Bool {
    func stem(_ word: String) -> String {
      let word = word.lowercasedASCII
      if word.hasSuffix("ies") { return String(word.dropLast(3)) + "y" }
      return word.hasSuffix("s") ? String(word.dropLast()) : word
    }
    return stem(one) == stem(other) || stem(one) + "e" == stem(other)
      || stem(other) + "e" == stem(one)
  }

  /// `parents ::= ( "of" dotted-name id? )*`
  mutating func parents() throws(SyntaxError) -> [Parent] {
    var parents: [Parent] = []
    while accept(.of) {
      note(.object(verb: nil, action: nil))
      let object = try dottedName("an object after `of`")
      note(.id(object: object.text))
      parents.append(Parent(object: object, id: atId ? try id() : nil))
    }
    return parents
  }

  /// `ids ::= id ( "," id )*`
  mutating func ids() throws(SyntaxError) -> [Expression] {
    var ids = [try id()]
    while accept(.comma) { ids.append(try id()) }
    return ids
  }

  /// `id ::= variable | STRING | NUMBER | path`; digits are read as a text
  mutating func id() throws(SyntaxError) -> Expression {
    guard !lineEnded else { throw unexpected("an id") }
    switch token.kind {
    case .variable: return try variable()
    case .string(let segments): return try string(segments)
    case .word: return try path().expression
    case .number:
      let taken = advance()
      return Expression(.string([.text(taken.text)]), at: taken.span)
    case .date, .duration, .period:
      throw unexpected("an id", hint: "quote this id: \"\(token.text)\"")
    case .mark, .shellCommand, .malformed, .end: throw unexpected("an id")
    }
  }

  /// True if an id can start here; a word that starts a clause cannot be one.
  var atId: Bool {
    guard !lineEnded else { return false }
    switch token.kind {
    case .variable, .string, .number, .date, .duration, .period: return true
    case .malformed(let problem): return problem.meant == nil
    case .word: return token.keyword != .of && !startsClause
    case .mark, .shellCommand, .end: return false
    }
  }
}
