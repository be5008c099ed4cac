/// What of one type of object is found through the search index.
package struct SearchSchema: Sendable, Hashable {
  package let type: String
  package let fields: [SearchedField]

  package init(type: String, fields: [SearchedField]) {
    self.type = type
    self.fields = fields
  }

  /// All that is true of an object with these fields.
  func tokens(_ fields: IndexedFields) -> [SearchToken] {
    let values = Dictionary(grouping: fields.entries, by: \.name)
    var tokens = [SearchToken(type, .any)]
    for field in self.fields {
      if field.kind == .map {
        tokens += entries(of: field, fields)
      } else {
        let scope = scope(of: field.name)
        let own = values[field.name]?.map(\.value) ?? []
        tokens.append(SearchToken(scope, own.isEmpty ? .absent : .present))
        for (number, value) in own.enumerated() {
          // A token that nothing asks for keeps apart what belongs to two values.
          if number > 0 { tokens.append(SearchToken(scope, .word)) }
          tokens += Self.tokens(value, field.kind, scope)
        }
      }
    }
    return tokens
  }

  private static func tokens(_ value: String, _ kind: SearchedField.Kind, _ scope: String)
    -> [SearchToken]
  {
    switch kind {
    case .token, .map:
      [SearchToken(scope, .value, SearchText.escaped(value.lowercased()))]
    case .text:
      SearchText.words(value).map { SearchToken(scope, .word, $0) }
        + SearchText.parts(value).map { SearchToken(scope, .part, $0) }
    case .number:
      Int(value).map(NumberIntervals.around)?.map { SearchToken(scope, .number, $0) } ?? []
    }
  }

  private func entries(of field: SearchedField, _ fields: IndexedFields) -> [SearchToken] {
    let scope = scope(of: field.name)
    return fields.entries.flatMap { entry -> [SearchToken] in
      guard entry.name.hasPrefix(field.name + ".") else { return [] }
      let key = String(entry.name.dropFirst(field.name.count + 1))
      return [
        SearchToken(scope, .present, SearchText.pair(key)),
        SearchToken(scope, .value, SearchText.pair(key, entry.value)),
      ]
    }
  }

  func scope(of field: String) -> String { "\(type).\(field)" }
}

/// A field that is found through the search index.
package struct SearchedField: Sendable, Hashable {
  package enum Kind: String, Sendable {
    /// By its value, in upper or lower case.
    case token
    /// By its words and by any three characters or more.
    case text
    /// By ranges of numbers.
    case number
    /// By the values of its keys, as tokens.
    case map
  }

  package let name: String
  package let kind: Kind

  package init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}
