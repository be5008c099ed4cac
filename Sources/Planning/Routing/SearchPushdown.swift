import Expressions
import JSON
import StripeCatalog

/// A query in Stripe's search language, and the parts of the condition that it expresses.
struct SearchQuery {
  /// The clauses, joined by `AND` or by `OR`, which Stripe does not mix.
  var clauses: [String] = []
  var isAlternatives = false
  var covered: [Scalar] = []
  /// True if the query matches exactly the rows that satisfy the covered parts.
  var isExact = true
  /// The clauses for rows with null in a field that a negated clause is about; nil if there is no
  /// such clause.
  var clausesOfNull: [String]?

  var text: String { joined(clauses) }

  /// The query for rows that Stripe's negation may leave out; nil if it leaves out none.
  var textOfNull: String? { clausesOfNull.map(joined) }

  private func joined(_ clauses: [String]) -> String {
    clauses.joined(separator: isAlternatives ? " OR " : " AND ")
  }

  /// True if Stripe takes so many clauses and characters.
  fileprivate var fits: Bool {
    [clauses, clausesOfNull ?? []].allSatisfy { clauses in
      clauses.count <= SearchPushdown.clauseLimit
        && joined(clauses).count <= SearchPushdown.textLimit
    }
  }
}

/// Turns parts of a condition into clauses of Stripe's search language.
///
/// A clause is used only if it matches every row that satisfies the part: string matches are looser
/// than `=`, and token matches ignore case. Stripe does not say whether a negated clause matches
/// rows with null, so these are searched for as well.
struct SearchPushdown {
  let object: ObjectType

  /// The maximum number of clauses that Stripe takes.
  static let clauseLimit = 10

  /// The maximum number of characters that Stripe takes.
  static let textLimit = 5000

  /// The fields for which Stripe's documentation is contradictory about false and null; only true
  /// can be searched for.
  static let ambiguousFields: Set<String> = ["refunded"]

  func query(for condition: Scalar) -> SearchQuery? {
    guard !object.searchFields.isEmpty else { return nil }
    if case .any(let parts) = condition { return alternatives(parts, of: condition) }
    // Several ids are better read from lists, whose data is current; values are few and have no
    // list in many cases.
    if let parts = condition.equalities, let query = alternatives(parts, of: condition),
      query.isExact
    {
      return query
    }
    var query = SearchQuery()
    for part in condition.conjuncts {
      guard let clauses = clauses(for: part), let longer = query.adding(clauses, for: part),
        longer.clausesOfNull == nil || longer.createdRange(in: self) != nil
      else { continue }
      query = longer
    }
    return query.covered.isEmpty ? nil : query
  }

  /// Returns the query that matches exactly the rows that satisfy a condition; nil if there is
  /// none.
  func exactQuery(for condition: Scalar) -> SearchQuery? {
    guard let query = query(for: condition), query.isExact,
      query.isAlternatives || query.covered.count == condition.conjuncts.count
    else { return nil }
    guard query.clausesOfNull != nil else { return query }
    return alternatives([condition], of: condition)
  }

  private func alternatives(_ parts: [Scalar], of condition: Scalar) -> SearchQuery? {
    var query = SearchQuery(isAlternatives: true, covered: [condition])
    for part in parts {
      guard let clauses = clauses(for: part), clauses.texts.count == 1 else { return nil }
      query.clauses += clauses.texts + [clauses.null].compactMap { $0 }
      query.isExact = query.isExact && clauses.isExact
    }
    return query.fits && !query.clauses.isEmpty ? query : nil
  }

  private func clauses(for part: Scalar) -> SearchClauses? {
    switch part {
    case .comparison(.notEqual, .field(let path), .constant(let value), _):
      return negation(of: [value], at: path)
    case .not(.membership(.field(let path), let candidates, _)):
      return candidates.values.flatMap { negation(of: $0, at: path) }
    case .comparison(let comparison, .field(let path), .constant(let value), _):
      return comparisonClause(path, comparison, value)
    case .isNull(.field(let path)):
      return nullableField(at: path).map { field in
        SearchClauses("\(name(of: path)):null", isExact: field.kind == .numeric)
      }
    case .not(.isNull(.field(let path))):
      return nullableField(at: path).map { field in
        SearchClauses("-\(name(of: path)):null", isExact: field.kind == .numeric)
      }
    case .constant, .field, .variable, .operation, .group, .moment, .zone, .element, .each,
      .shifted, .concatenation,
      .array, .object,
      .call, .column, .fitted, .arithmetic, .comparison, .like, .membership, .isNull, .all, .any,
      .not:
      return nil
    }
  }

  private func comparisonClause(
    _ path: RowPath, _ comparison: Comparison, _ value: JSONValue
  ) -> SearchClauses? {
    let searched = searched(path)
    guard let field = field(at: searched) else { return nil }
    let name = name(of: searched)
    if Self.ambiguousFields.contains(name), value.bool != true { return nil }
    switch (comparison, field.kind) {
    case (.equal, .numeric):
      return value.integer.map { SearchClauses("\(name):\($0)", isExact: isWhole(path)) }
    case (.equal, .token), (.equal, .string):
      return value.searchText.map {
        SearchClauses("\(name):\(quoted($0))", isExact: isPlain(value, at: path, field))
      }
    case (.less, .numeric), (.lessOrEqual, .numeric), (.greater, .numeric),
      (.greaterOrEqual, .numeric):
      return value.integer.map {
        SearchClauses("\(name)\(comparison.rawValue)\($0)", isExact: isWhole(path))
      }
    case (.contains, .string):
      return value.string.flatMap {
        $0.count >= 3 ? SearchClauses("\(name)~\(quoted($0))", isExact: false) : nil
      }
    case (.notEqual, _), (.contains, _), (.less, _), (.lessOrEqual, _), (.greater, _),
      (.greaterOrEqual, _):
      return nil
    }
  }

  /// Returns the clauses for the rows that have none of some values in a field whose values the
  /// catalog knows.
  private func negation(of values: [JSONValue], at path: RowPath) -> SearchClauses? {
    let searched = searched(path)
    guard let field = field(at: searched), let facts = path.plainKeys.flatMap(object.facts),
      !values.isEmpty, values.allSatisfy({ isKnown($0, facts.type, field) })
    else { return nil }
    let name = name(of: searched)
    guard !Self.ambiguousFields.contains(name) else { return nil }
    let texts = values.compactMap(\.searchText).map { "-\(name):\(quoted($0))" }
    return SearchClauses(
      texts: texts, isExact: true, null: facts.isNullable ? "\(name):null" : nil)
  }

  func field(at path: RowPath) -> SearchField? {
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

  /// Returns the path as search names it.
  private func searched(_ path: RowPath) -> RowPath {
    let names = object.filterNames(for: .field(path))
    return names.first { object.searchField(named: $0) != nil }.map { RowPath(keys: $0) } ?? path
  }

  func name(of path: RowPath) -> String {
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

/// The clauses that express one part of a condition.
struct SearchClauses {
  /// Clauses that must all match.
  var texts: [String]
  /// True if they match exactly the rows that satisfy the part.
  var isExact: Bool
  /// The clause for rows that satisfy the part with null; nil if there are none, or if the other
  /// clauses match them.
  var null: String?
}

extension SearchClauses {
  init(_ text: String, isExact: Bool) {
    self.init(texts: [text], isExact: isExact)
  }
}

extension SearchQuery {
  /// Returns the query with one more part; nil if Stripe does not take it.
  fileprivate func adding(_ clauses: SearchClauses, for part: Scalar) -> SearchQuery? {
    guard clauses.null == nil || clausesOfNull == nil else { return nil }
    var longer = self
    if let null = clauses.null {
      longer.clausesOfNull = self.clauses + [null]
    } else if let others = clausesOfNull {
      longer.clausesOfNull = others + clauses.texts
    }
    longer.clauses += clauses.texts
    longer.covered.append(part)
    longer.isExact = isExact && clauses.isExact
    return longer.fits ? longer : nil
  }
}

extension Scalar {
  /// The equalities that `in` stands for; nil for other conditions.
  fileprivate var equalities: [Scalar]? {
    guard case .membership(.field(let path), let candidates, let kind) = self else { return nil }
    return candidates.values.map { values in
      values.map { .comparison(.equal, .field(path), .constant($0), as: kind) }
    }
  }
}

extension JSONValue {
  /// The text to search for in a token or string field; nil for a text without letters and digits,
  /// which cannot be found.
  var searchText: String? {
    switch self {
    case .string(let text): text.contains { $0.isLetter || $0.isNumber } ? text : nil
    case .bool(let bool): bool ? "true" : "false"
    case .null, .number, .array, .object: nil
    }
  }
}
