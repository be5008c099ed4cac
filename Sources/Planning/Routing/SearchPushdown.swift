import Expressions
import JSON
import StripeCatalog

/// A query in Stripe's search language, and the parts of the condition that it expresses.
struct SearchQuery {
  var text: String
  var covered: [Scalar]

  /// True if its clauses are joined by `OR`, which Stripe does not mix with `AND`.
  var isAlternatives: Bool {
    if case .any? = covered.first { true } else { false }
  }
}

/// Turns parts of a condition into clauses of Stripe's search language.
///
/// A clause is used only if it matches every row that satisfies the part: string matches are looser
/// than `=`, token matches ignore case, and a negated clause would lose rows with null.
struct SearchPushdown {
  let object: ObjectType

  /// The maximum number of clauses that Stripe takes.
  static let clauseLimit = 10

  /// The maximum number of characters that Stripe takes.
  static let textLimit = 5000

  /// The fields for which Stripe's documentation is contradictory about false and null; only true
  /// can be searched for.
  private static let ambiguousFields: Set<String> = ["refunded"]

  func query(for condition: Scalar) -> SearchQuery? {
    guard !object.searchFields.isEmpty else { return nil }
    if case .any(let parts) = condition { return alternatives(parts, of: condition) }
    var query = SearchQuery(text: "", covered: [])
    for part in condition.conjuncts where query.covered.count < Self.clauseLimit {
      guard let clause = clause(for: part) else { continue }
      let text = query.covered.isEmpty ? clause : "\(query.text) AND \(clause)"
      guard text.count <= Self.textLimit else { continue }
      query.text = text
      query.covered.append(part)
    }
    return query.covered.isEmpty ? nil : query
  }

  private func alternatives(_ parts: [Scalar], of condition: Scalar) -> SearchQuery? {
    let clauses = parts.compactMap(clause)
    guard clauses.count == parts.count, clauses.count <= Self.clauseLimit else { return nil }
    let text = clauses.joined(separator: " OR ")
    guard text.count <= Self.textLimit else { return nil }
    return SearchQuery(text: text, covered: [condition])
  }

  private func clause(for part: Scalar) -> String? {
    switch part {
    case .comparison(let comparison, .field(let path), .constant(let value), _):
      return comparisonClause(searched(path), comparison, value)
    case .isNull(.field(let path)):
      return nullableField(at: path).map { _ in "\(name(of: path)):null" }
    case .not(.isNull(.field(let path))):
      return nullableField(at: path).map { _ in "-\(name(of: path)):null" }
    case .constant, .field, .variable, .operation, .group, .moment, .zone, .element, .each,
      .shifted, .concatenation,
      .array, .object,
      .call, .column, .fitted, .arithmetic, .comparison, .like, .membership, .isNull, .all, .any,
      .not:
      return nil
    }
  }

  /// Returns the path as search names it.
  private func searched(_ path: RowPath) -> RowPath {
    let names = object.filterNames(for: .field(path))
    return names.first { object.searchField(named: $0) != nil }.map { RowPath(keys: $0) } ?? path
  }

  private func comparisonClause(
    _ path: RowPath, _ comparison: Comparison, _ value: JSONValue
  ) -> String? {
    guard let field = field(at: path) else { return nil }
    let name = name(of: path)
    if Self.ambiguousFields.contains(name), value.bool != true { return nil }
    switch (comparison, field.kind) {
    case (.equal, .numeric):
      return value.integer.map { "\(name):\($0)" }
    case (.equal, .token), (.equal, .string):
      return value.searchText.map { "\(name):\(quoted($0))" }
    case (.less, .numeric), (.lessOrEqual, .numeric), (.greater, .numeric),
      (.greaterOrEqual, .numeric):
      return value.integer.map { "\(name)\(comparison.rawValue)\($0)" }
    case (.contains, .string):
      return value.string.flatMap { $0.count >= 3 ? "\(name)~\(quoted($0))" : nil }
    case (.notEqual, _), (.contains, _), (.less, _), (.lessOrEqual, _), (.greater, _),
      (.greaterOrEqual, _):
      return nil
    }
  }

  private func field(at path: RowPath) -> SearchField? {
    let keys = path.keys
    guard keys.count == path.steps.count else { return nil }
    if keys.first == "metadata" {
      return keys.count == 2 ? object.searchField(named: "metadata") : nil
    }
    return object.searchField(named: keys.joined(separator: "."))
  }

  private func nullableField(at path: RowPath) -> SearchField? {
    guard let field = field(at: path), !Self.ambiguousFields.contains(name(of: path)) else {
      return nil
    }
    return field
  }

  private func name(of path: RowPath) -> String {
    let keys = path.keys
    guard keys.first == "metadata", let key = keys.last else { return keys.joined(separator: ".") }
    return "metadata[\(quoted(key))]"
  }

  /// Returns a quoted text, escaped scalar by scalar: a quote with a combining accent is one
  /// character, and still ends the text.
  private func quoted(_ text: String) -> String {
    var escaped = "".unicodeScalars
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { escaped.append("\\") }
      escaped.append(scalar)
    }
    return "\"\(String(escaped))\""
  }
}

extension JSONValue {
  /// The text to search for in a token or string field; nil for a text without letters and digits,
  /// which cannot be found.
  fileprivate var searchText: String? {
    switch self {
    case .string(let text): text.contains { $0.isLetter || $0.isNumber } ? text : nil
    case .bool(let bool): bool ? "true" : "false"
    case .null, .number, .array, .object: nil
    }
  }
}
