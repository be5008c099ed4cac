import Language

extension WrittenStatement {
  /// The names of the columns that are selected before the cursor, as far as the text shows them.
  var columns: [String] {
    selected.items.compactMap(\.columnName)
  }

  /// The tokens of the `select` before the cursor, without those of subqueries.
  private var selected: ArraySlice<Token> {
    let behind = tokensBehindVerb
    var depth = 0
    let start = behind.firstIndex { token in
      depth += token.kind.depth
      return depth == 0 && token.keyword == .select
    }
    guard let start else { return [] }
    return behind[(start + 1)...].prefix { token in
      depth += token.kind.depth
      return depth > 0 || token.keyword?.role != .clause
    }
  }
}

extension TokenKind {
  /// The change of the depth of brackets after it.
  fileprivate var depth: Int {
    switch self {
    case .mark(.openParenthesis), .mark(.openBracket), .mark(.openBrace): 1
    case .mark(.closeParenthesis), .mark(.closeBracket), .mark(.closeBrace): -1
    case .mark, .word, .variable, .number, .date, .duration, .period, .string, .shellCommand,
      .malformed, .end:
      0
    }
  }
}

extension ArraySlice<Token> {
  /// The parts between commas outside of brackets.
  fileprivate var items: [ArraySlice<Token>] {
    var depth = 0
    return split { token in
      depth += token.kind.depth
      return depth == 0 && token.kind == .mark(.comma)
    }
  }

  /// The alias of an item, the path that it is, or the name of its function: `sum_total`.
  fileprivate var columnName: String? {
    if let alias = last, dropLast().last?.keyword == .as {
      return alias.text
    }
    guard let path, !path.isEmpty else { return functionName }
    return path
  }

  private var functionName: String? {
    guard let function = first, function.kind == .word,
      dropFirst().first?.kind == .mark(.openParenthesis), last?.kind == .mark(.closeParenthesis)
    else { return nil }
    let argument = dropFirst(2).dropLast()
    guard let words = argument.path else { return nil }
    let name = function.text.lowercased()
    return words.isEmpty ? name : name + "_" + words.replacing(".", with: "_")
  }

  /// The words with dots between them that it is made of; nil where it is anything else.
  private var path: String? {
    let isPath = enumerated().allSatisfy { offset, token in
      offset.isMultiple(of: 2) ? token.kind == .word : token.kind == .mark(.dot)
    }
    return isPath ? map(\.text).joined() : nil
  }
}
