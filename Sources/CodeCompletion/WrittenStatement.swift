import Diagnostics
import Language

/// The operation at the cursor as far as it has been typed, derived from the tokens before it.
///
/// The parser says which kinds of things are expected; this adds their context: the verb, which
/// decides what `where` takes, and the parent objects of a collection.
struct WrittenStatement {
  /// The tokens before the cursor, without the one that is being typed.
  private let tokens: [Token]
  private let cursorStartsLine: Bool
  /// The index of the innermost verb that the cursor belongs to.
  private let verbIndex: Int?

  /// Reads a text that ends where the word at the cursor begins.
  init(_ text: some Sequence<UInt8>) {
    let source = SourceText(name: "prompt", text: String(decoding: Array(text), as: UTF8.self))
    let lexer = Lexer(source, mode: .prompt)
    tokens = Array(lexer.tokens.dropLast())
    cursorStartsLine = lexer.tokens.last?.startsLine ?? true
    verbIndex = WrittenStatement.lastVerb(in: tokens)
  }

  /// Returns the target of the operation, if there is one.
  /// - Parameter object: the object to use instead of the typed one.
  func target(object: String? = nil) -> CompletionTarget? {
    guard let verb else { return object.map { CompletionTarget(verb: nil, object: $0) } }
    var rest = tokensBehindVerb[...]
    let action = verb == .execute ? WrittenStatement.name(from: &rest) : nil
    guard let written = WrittenStatement.name(from: &rest) else {
      return object.map { CompletionTarget(verb: verb, object: $0) }
    }
    return CompletionTarget(
      verb: verb, action: action, object: object ?? written, parents: parents,
      takesFilters: verb == .list && lastClause == .where, isTested: lastClause == .where)
  }

  /// The verb if the text ends with it, or with `execute` and an action.
  var bareVerb: (verb: Verb, action: String?)? {
    guard let verb else { return nil }
    var rest = tokensBehindVerb[...]
    if rest.isEmpty { return (verb, nil) }
    guard verb == .execute, let action = WrittenStatement.name(from: &rest), rest.isEmpty
    else { return nil }
    return (verb, action)
  }

  /// True if nothing is before the cursor but the word that is being typed.
  var isEmpty: Bool { tokens.isEmpty }

  /// True if a statement can begin at the cursor, judging by the token before it.
  var startsStatement: Bool {
    guard let last = tokens.last, !cursorStartsLine else { return true }
    switch last.kind {
    case .mark(let mark): return [.semicolon, .openBrace, .closeBrace].contains(mark)
    case .word, .variable, .number, .date, .duration, .period, .string, .shellCommand, .malformed,
      .end:
      return isBehindExplain
    }
  }

  /// True directly after `explain` or `analyze`, where the statement to explain begins.
  var isBehindExplain: Bool {
    guard let last = tokens.last, last.kind == .word else { return false }
    return [.explain, .analyze].contains(Keyword(word: last.text))
  }

  /// True inside an unclosed `${…}` of a string.
  var isInInterpolation: Bool {
    guard let last = tokens.last, case .malformed = last.kind, last.text.hasPrefix("\"")
    else { return false }
    return last.text.utf8.contains(UInt8(ascii: "{"))
  }

  /// True directly after a `[`, also inside a `${…}` of a string.
  var isBehindBracket: Bool {
    tokens.last.map { $0.kind == .mark(.openBracket) || $0.text.hasSuffix("[") } ?? false
  }

  /// The keys between the innermost open `{` and the cursor.
  var presentKeys: Set<String> {
    var keys: Set<String> = []
    var depth = 0
    for (index, token) in tokens.enumerated().reversed() {
      guard case .mark(let mark) = token.kind else { continue }
      if WrittenStatement.closing.contains(mark) { depth += 1 }
      if WrittenStatement.opening.contains(mark) { depth -= 1 }
      if depth < 0 { break }
      guard depth == 0, mark == .colon, index > 0 else { continue }
      keys.insert(WrittenStatement.key(tokens[index - 1]))
    }
    return keys
  }

  /// The source of `$row`: a file, a variable's elements, or the rows that the condition matches.
  var rowSource: CompletionValue? {
    for (index, token) in tokensBehindVerb.enumerated() where token.kind == .word {
      switch Keyword(word: token.text) {
      case .where?: return target().map { .row(of: $0) }
      case .from?: return rowSource(tokensBehindVerb[(index + 1)...].first)
      case _: continue
      }
    }
    return nil
  }

  private func rowSource(_ token: Token?) -> CompletionValue? {
    switch token?.kind {
    case .string(let segments)?:
      guard segments.count == 1, case .text(let path)? = segments.first else { return nil }
      return .rowOfFile(path)
    case .variable?: return token.map { .element(of: $0.text) }
    case .word?, .number?, .date?, .duration?, .period?, .mark?, .shellCommand?, .malformed?, .end?,
      nil:
      return nil
    }
  }

  private var verb: Verb? {
    verbIndex.flatMap { Verb(rawValue: tokens[$0].text.lowercased()) }
  }

  var tokensBehindVerb: [Token] {
    verbIndex.map { Array(tokens[($0 + 1)...]) } ?? []
  }

  /// The last clause keyword before the cursor, also inside brackets.
  var lastClause: Keyword? {
    let words = tokensBehindVerb.map { $0.kind == .word ? Keyword(word: $0.text) : nil }
    guard let last = words.lastIndex(where: { $0?.role == .clause }) else { return nil }
    // The `by` of an `order by`.
    let before = last > 0 ? words[last - 1] : nil
    return before?.companion != nil && before?.companion == words[last] ? before : words[last]
  }

  /// True if the cursor is after the object of a `describe`.
  var isBehindDescribed: Bool {
    verbIndex == nil && tokens.last.flatMap { Keyword(word: $0.text) } != .describe
      && tokens.contains { $0.kind == .word && Keyword(word: $0.text) == .describe }
  }

  /// The name after each `of`, innermost first.
  private var parents: [String] {
    let behind = tokensBehindVerb
    return behind.indices.compactMap { index in
      guard behind[index].kind == .word, Keyword(word: behind[index].text) == .of else {
        return nil
      }
      var rest = behind[(index + 1)...]
      return WrittenStatement.name(from: &rest)
    }
  }

  private static let opening: Set<Mark> = [.openParenthesis, .openBracket, .openBrace]
  private static let closing: Set<Mark> = [.closeParenthesis, .closeBracket, .closeBrace]

  /// Returns the index of the last word in the position of a verb, outside of closed brackets.
  private static func lastVerb(in tokens: [Token]) -> Int? {
    var depth = 0
    for (index, token) in tokens.enumerated().reversed() {
      if case .mark(let mark) = token.kind {
        if closing.contains(mark) { depth += 1 }
        if opening.contains(mark) { depth = max(0, depth - 1) }
        if mark == .semicolon, depth == 0 { return nil }
      }
      guard depth == 0, token.kind == .word, !isKey(at: index, in: tokens),
        let keyword = Keyword(word: token.text), keyword.startsStatement
      else { continue }
      let startsStatement = token.startsLine || index == 0
      guard startsStatement || mayPrecedeVerb(tokens[index - 1]) else { continue }
      if keyword.role == .verb { return index }
      // A statement of another kind began here, so an earlier verb belongs to an earlier statement.
      if startsStatement { return nil }
    }
    return nil
  }

  /// Returns true if a word is a key of a body and therefore not a verb.
  private static func isKey(at index: Int, in tokens: [Token]) -> Bool {
    guard tokens.indices.contains(index + 1) else { return false }
    return [.mark(.colon), .mark(.dot)].contains(tokens[index + 1].kind)
  }

  private static func mayPrecedeVerb(_ token: Token) -> Bool {
    switch token.kind {
    case .mark(let mark):
      [.semicolon, .equal, .openParenthesis, .openBrace, .closeBrace].contains(mark)
    case .word: [.explain, .analyze, .in, .from, .print].contains(Keyword(word: token.text))
    case .variable, .number, .date, .duration, .period, .string, .shellCommand, .malformed, .end:
      false
    }
  }

  /// Removes a dotted name from the front of the tokens, and returns it.
  private static func name(from tokens: inout ArraySlice<Token>) -> String? {
    guard let first = tokens.first, first.kind == .word else { return nil }
    tokens.removeFirst()
    var name = first.text
    while tokens.first?.kind == .mark(.dot), let word = tokens.dropFirst().first, word.kind == .word
    {
      name += ".\(word.text)"
      tokens.removeFirst(2)
    }
    return name
  }

  /// Returns a key without its quotes.
  private static func key(_ token: Token) -> String {
    guard case .string(let segments) = token.kind, case .text(let text)? = segments.first else {
      return token.text
    }
    return text
  }
}
