import Evaluation
import JSON
import StripeCatalog

/// A query in Stripe's search language, and the parts of the condition it stands for.
struct SearchQuery {
  var text: String
  var covered: [Scalar]
  /// The whole condition is an `or` that only search can carry.
  var isAlternatives: Bool

  /// Whether it narrows by an equality that a list leaves open.
  func narrows(more listed: [Scalar]) -> Bool {
    if isAlternatives { return listed.isEmpty }
    return covered.contains { part in
      guard !listed.contains(part) else { return false }
      switch part {
      case .comparison(.equal, _, _, _), .comparison(.contains, _, _, _), .isNull: return true
      case .comparison, .constant, .field, .variable, .operation, .now, .today, .concatenation,
        .array, .object, .call, .coerced, .arithmetic, .like, .membership, .all, .any, .not:
        return listed.isEmpty
      }
    }
  }
}

/// Turns parts of a condition into clauses of Stripe's search language.
///
/// A clause is only used where it lets through every row that the part admits: string matches are
/// looser than `=`, token matches ignore case, and a negated clause would lose rows that are null.
struct SearchPushdown {
  let object: ObjectType

  /// Stripe takes up to ten clauses.
  private static let clauseLimit = 10

  func query(for condition: Scalar) -> SearchQuery? {
    guard !object.searchFields.isEmpty else { return nil }
    if case .any(let parts) = condition { return alternatives(parts, of: condition) }
    let pairs = condition.conjuncts.compactMap { part in clause(for: part).map { (part, $0) } }
      .prefix(Self.clauseLimit)
    guard !pairs.isEmpty else { return nil }
    return SearchQuery(
      text: pairs.map(\.1).joined(separator: " AND "), covered: pairs.map(\.0),
      isAlternatives: false)
  }

  private func alternatives(_ parts: [Scalar], of condition: Scalar) -> SearchQuery? {
    let clauses = parts.compactMap(clause)
    guard clauses.count == parts.count, clauses.count <= Self.clauseLimit else { return nil }
    return SearchQuery(
      text: clauses.joined(separator: " OR "), covered: [condition], isAlternatives: true)
  }

  private func clause(for part: Scalar) -> String? {
    switch part {
    case .comparison(let comparison, .field(let path), .constant(let value), _):
      return comparisonClause(path, comparison, value)
    case .isNull(.field(let path)):
      return field(at: path).map { _ in "\(name(of: path)):null" }
    case .not(.isNull(.field(let path))):
      return field(at: path).map { _ in "-\(name(of: path)):null" }
    case .constant, .field, .variable, .operation, .now, .today, .concatenation, .array, .object,
      .call, .coerced, .arithmetic, .comparison, .like, .membership, .isNull, .all, .any, .not:
      return nil
    }
  }

  private func comparisonClause(
    _ path: RowPath, _ comparison: Comparison, _ value: JSONValue
  ) -> String? {
    guard let field = field(at: path) else { return nil }
    let name = name(of: path)
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

  private func name(of path: RowPath) -> String {
    let keys = path.keys
    guard keys.first == "metadata", let key = keys.last else { return keys.joined(separator: ".") }
    return "metadata[\(quoted(key))]"
  }

  private func quoted(_ text: String) -> String {
    let escaped = text.reduce(into: "") { result, character in
      if character == "\"" || character == "\\" { result.append("\\") }
      result.append(character)
    }
    return "\"\(escaped)\""
  }
}

extension JSONValue {
  /// The text a token or string field is asked for; an empty one cannot be.
  fileprivate var searchText: String? {
    switch self {
    case .string(let text): text.isEmpty ? nil : text
    case .bool(let bool): bool ? "true" : "false"
    case .null, .number, .array, .object: nil
    }
  }
}
