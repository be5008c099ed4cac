import Diagnostics

extension Parser {
  /// Returns the error for a statement that starts with an unknown word.
  func unknownStatement() -> SyntaxError {
    if token.kind == .variable {
      return SyntaxError(
        Diagnostic(
          .syntax, "a statement cannot start with a variable", at: token.span, in: source,
          hint: kind(ahead: 1) == .mark(.equal)
            ? "write `let \(token.text) = …`" : "write `print $\(token.text)`"))
    }
    guard token.kind == .word else { return unexpected("a statement") }
    return SyntaxError(
      Diagnostic(
        .unknownVerb, "`\(token.text)` is not a statement", at: token.span, in: source,
        hint: statementHint(token.text)))
  }

  private func statementHint(_ word: String) -> String? {
    if kind(ahead: 1) == .mark(.equal) { return "write `let \(word) = …`" }
    let known = Keyword.allCases.filter(\.startsStatement).map(\.rawValue)
    if Keyword(word: word) == .select { return "write `query invoices select …`" }
    if let meant = Parser.statementSynonyms[word.lowercasedASCII] {
      return "did you mean `\(meant)`?"
    }
    if let keyword = Keyword(word: word), keyword.role == .clause {
      return "`\(keyword.rawValue)` must follow a statement such as `query invoices`"
    }
    return NearestName.of(word, among: known).map { "did you mean `\($0)`?" }
  }

  /// Words from other tools, and the keywords that mean the same here.
  private static let statementSynonyms = [
    "search": "query", "find": "query", "fetch": "get", "read": "get",
    "insert": "create", "add": "create", "new": "create", "post": "create", "remove": "delete",
    "drop": "delete", "modify": "update", "patch": "update", "change": "update", "call": "execute",
    "run": "execute", "do": "execute", "invoke": "execute", "quit": "exit", "bye": "exit",
    "echo": "print", "import": "include", "source": "include", "connect": "use", "foreach": "for",
    "desc": "describe", "var": "let",
  ]

  /// Returns the error for a header without a block.
  func blockMissing() -> SyntaxError {
    var error = unexpected("`{` and a block")
    if token.kind == .end { error.diagnostic?.code = .incomplete }
    return error
  }

  /// Returns a hint for a statement that continues where it should end.
  func excessHint() -> String? {
    if let keyword = token.keyword {
      if let companion = keyword.companion {
        return "write `\(keyword.rawValue) \(companion.rawValue) …`"
      }
      if keyword.startsStatement { return "separate statements with a new line or `;`" }
      if keyword == .not { return "write `not in`, `not like`, `not between` or `is not null`" }
    }
    guard case .mark(let mark) = token.kind else {
      guard token.kind == .word else { return nil }
      let isElse = ["elsif", "elif", "elseif"].contains(token.text.lowercasedASCII)
      return isElse ? "write `else if`" : startsWithVerb ? clauseMeant(by: token.text) : nil
    }
    if mark == .minus, token.span.start == lastEnd {
      return "quote ids that contain characters other than letters, digits and `_`"
    }
    if mark == .openBrace {
      let hasBody = kind(ahead: -1) == .mark(.closeBrace)
      return hasBody ? "a statement can have only one body" : "a read used as a value takes no body"
    }
    let compares = [Mark.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .tilde]
    return startsWithVerb && compares.contains(mark) ? "put conditions after `where`" : nil
  }

  /// Returns a hint that names the clause a word was meant to start.
  /// - Parameter hasContent: True if something follows the word, which excludes `chart`.
  func clauseMeant(by word: String, hasContent: Bool = false) -> String? {
    let synonyms = [
      "sort": "order by", "orderby": "order by", "groupby": "group by", "filter": "where",
      "when": "where", "top": "limit", "take": "limit", "first": "limit",
      "columns": "select", "fields": "select", "using": "via", "pagesize": "page size",
    ]
    if let meant = synonyms[word.lowercasedASCII] { return "did you mean `\(meant)`?" }
    let clauses = Keyword.allCases.filter { $0.role == .clause && !(hasContent && $0 == .chart) }
    return NearestName.of(word, among: clauses.map(\.rawValue)).map { "did you mean `\($0)`?" }
  }
}
