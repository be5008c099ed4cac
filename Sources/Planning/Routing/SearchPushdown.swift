import Expressions
import JSON
import StripeCatalog

/// A query in Stripe's search language, and the parts of the condition it stands for.
struct SearchQuery {
  var text: String
  var covered: [Scalar]

  /// Whether its clauses are joined by `OR`, which Stripe does not mix with `AND`.
  var isAlternatives: Bool {
    if case .any? = covered.first { true } else { false }
  }
}

/// Turns parts of a condition into clauses of Stripe's search language.
///
/// A clause is only used where it lets through every row that the part admits: string matches are
/// looser than `=`, token matches ignore case, and a negated clause would lose rows that are null.
struct SearchPushdown {
  let object: ObjectType

  /// Stripe takes up to ten clauses.
  static let clauseLimit = 10

  /// Stripe takes up to 5,000 characters.
  static let textLimit = 5000

  /// Fields of which Stripe's documentation tells in two ways when they are false and when null:
  /// only their truth can be asked for.
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

  /// The name that search has for what stands at a path.
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

  /// Scalar by scalar: a quote with an accent above it is one character and still ends a text.
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
  /// The text a token or string field is asked for; one without any word in it cannot be.
  fileprivate var searchText: String? {
    switch self {
    case .string(let text): text.contains { $0.isLetter || $0.isNumber } ? text : nil
    case .bool(let bool): bool ? "true" : "false"
    case .null, .number, .array, .object: nil
    }
  }
}
