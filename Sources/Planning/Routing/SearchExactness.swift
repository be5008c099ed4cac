import Expressions
import JSON
import StripeCatalog

extension SearchPushdown {
  /// The texts that Stripe writes in lower case only, so that a search that ignores case is exact.
  private static let lowerCaseTexts: Set<String> = ["currency"]

  /// Returns true if a field has whole numbers, which Stripe compares as they are.
  func isWhole(_ path: RowPath) -> Bool {
    switch path.plainKeys.flatMap(object.facts)?.type {
    case .integer?, .timestamp?: true
    case .string?, .number?, .boolean?, .decimal?, .any?, .enumeration?, .array?, .map?, .record?,
      .object?, .expandable?, .list?, .union?, nil:
      false
    }
  }

  /// Returns true if a search for a value finds exactly the rows that have it.
  func isPlain(_ value: JSONValue, at path: RowPath, _ field: SearchField) -> Bool {
    guard let facts = path.plainKeys.flatMap(object.facts),
      !Self.ambiguousFields.contains(name(of: path))
    else { return false }
    if case .string = facts.type, let key = path.singleKey, Self.lowerCaseTexts.contains(key) {
      return value.string.map { $0 == $0.lowercased() } ?? false
    }
    return isKnown(value, facts.type, field) && !(facts.isNullable && value.bool != nil)
  }

  /// Returns true if the type of a field has finitely many values, and a search for one of them,
  /// which may ignore case or find words within a text, finds no other.
  func isKnown(_ value: JSONValue, _ type: TypeShape, _ field: SearchField) -> Bool {
    switch type {
    case .boolean: return value.bool != nil && field.kind == .token
    case .enumeration(let words):
      guard let word = value.string, words.contains(word) else { return false }
      return !words.contains { $0 != word && field.finds(word, in: $0) }
    case .string, .integer, .number, .decimal, .timestamp, .any, .array, .map, .record, .object,
      .expandable, .list, .union:
      return false
    }
  }
}

extension SearchField {
  /// Returns true if a search for a text may find another.
  fileprivate func finds(_ text: String, in other: String) -> Bool {
    switch kind {
    case .numeric, .token: other.lowercased() == text.lowercased()
    case .string: other.lowercased().contains(text.lowercased())
    }
  }
}
