/// What a search asks for, as tokens of the index put together.
package indirect enum SearchExpression: Sendable, Hashable {
  case everything
  case nothing
  /// Tokens next to each other in this order.
  case phrase([SearchToken])
  case all([SearchExpression])
  case any([SearchExpression])
  case not(SearchExpression)
}

extension SearchSchema {
  /// The field has this value, whatever the case of its letters.
  package func equals(_ field: String, _ value: String) -> SearchExpression {
    token(field, .value, SearchText.escaped(value.lowercased()))
  }

  /// The key of a map has this value, whatever the case of its letters.
  package func equals(_ field: String, key: String, _ value: String) -> SearchExpression {
    token(field, .value, SearchText.pair(key, value))
  }

  /// The field's text has the words of another next to each other.
  package func hasWords(_ field: String, of text: String) -> SearchExpression {
    phrase(field, .word, SearchText.words(text))
  }

  /// The field's text has another in it, of three characters at least.
  package func contains(_ field: String, _ text: String) -> SearchExpression {
    phrase(field, .part, SearchText.parts(text))
  }

  /// The field's number lies in a range.
  package func isNumber(_ field: String, in range: ClosedRange<Int>) -> SearchExpression {
    .any(NumberIntervals.covering(range).map { token(field, .number, $0) })
  }

  package func isAbsent(_ field: String) -> SearchExpression { token(field, .absent, "") }

  package func isPresent(_ field: String) -> SearchExpression { token(field, .present, "") }

  package func isPresent(_ field: String, key: String) -> SearchExpression {
    token(field, .present, SearchText.pair(key))
  }

  /// A map lacks a key.
  package func isAbsent(_ field: String, key: String) -> SearchExpression {
    .not(isPresent(field, key: key))
  }

  private func token(_ field: String, _ mark: SearchToken.Mark, _ text: String)
    -> SearchExpression
  {
    .phrase([SearchToken(scope(of: field), mark, text)])
  }

  private func phrase(_ field: String, _ mark: SearchToken.Mark, _ texts: [String])
    -> SearchExpression
  {
    texts.isEmpty
      ? .nothing : .phrase(texts.map { SearchToken(scope(of: field), mark, $0) })
  }
}

extension SearchExpression {
  /// The same with `everything` and `nothing` only where they are all of it.
  package var simplified: SearchExpression {
    switch self {
    case .everything, .nothing, .phrase: self
    case .not(let part): part.simplified.negated
    case .all(let parts): Self.joined(parts, Self.all, neutral: .everything, absorbing: .nothing)
    case .any(let parts): Self.joined(parts, Self.any, neutral: .nothing, absorbing: .everything)
    }
  }

  private var negated: SearchExpression {
    switch self {
    case .everything: .nothing
    case .nothing: .everything
    case .not(let part): part
    case .phrase, .all, .any: .not(self)
    }
  }

  private static func joined(
    _ parts: [SearchExpression], _ join: ([SearchExpression]) -> SearchExpression,
    neutral: SearchExpression, absorbing: SearchExpression
  ) -> SearchExpression {
    let parts = parts.map(\.simplified).filter { $0 != neutral }
    if parts.contains(absorbing) { return absorbing }
    if parts.count == 1 { return parts[0] }
    return parts.isEmpty ? neutral : join(parts)
  }
}
