import JSON

extension Scalar {
  static func compare(
    _ comparison: Comparison, _ left: Scalar, _ right: Scalar, as kind: ValueKind,
    on scope: some Scope
  ) throws(EvaluationError) -> Bool {
    if comparison == .notEqual { return try !compare(.equal, left, right, as: kind, on: scope) }
    let (first, second) = (try left.evaluated(on: scope), try right.evaluated(on: scope))
    // Nearly all comparisons are of two single values; they need no list.
    guard left.isSeveral(first) || right.isSeveral(second) else {
      return comparison.holds(first, second, as: kind)
    }
    let others = right.alternatives(in: second)
    return left.alternatives(in: first).contains { value in
      others.contains { comparison.holds(value, $0, as: kind) }
    }
  }

  static func isLike(
    _ subject: Scalar, _ pattern: Scalar, on scope: some Scope
  ) throws(EvaluationError) -> Bool {
    guard let text = try pattern.evaluated(on: scope).text else { return false }
    let pattern = LikePattern(text)
    return try subject.alternatives(on: scope).contains { $0.text.map(pattern.matches) ?? false }
  }

  static func isMember(
    _ subject: Scalar, of candidates: [Scalar], as kind: ValueKind, on scope: some Scope
  ) throws(EvaluationError) -> Bool {
    let values = try subject.alternatives(on: scope)
    for candidate in candidates {
      let other = try candidate.evaluated(on: scope)
      let elements = other.array ?? [other]
      let isFound = elements.contains { element in
        values.contains { Values.areEqual($0, element, as: kind) }
      }
      if isFound { return true }
    }
    return false
  }

  /// Returns the values of which any may satisfy a condition: the elements of a field that is a
  /// list, or those at the end of a path through a list (possibly none); otherwise the single
  /// value.
  func alternatives(on scope: some Scope) throws(EvaluationError) -> [JSONValue] {
    alternatives(in: try evaluated(on: scope))
  }

  private func alternatives(in value: JSONValue) -> [JSONValue] {
    isSeveral(value) ? value.array ?? [] : [value]
  }

  /// Returns true if the value is a list of alternatives, possibly empty.
  private func isSeveral(_ value: JSONValue) -> Bool {
    guard case .field(let path) = self else { return false }
    return value.array != nil || path.isMany
  }

  /// True if the expression has a value for each element of a list.
  package var isMany: Bool {
    if case .each = self { return true }
    if case .field(let path) = self { return path.isMany }
    return false
  }
}

extension Comparison {
  /// Returns true if the comparison is true of two values.
  func holds(_ left: JSONValue, _ right: JSONValue, as kind: ValueKind) -> Bool {
    switch self {
    case .equal: return Values.areEqual(left, right, as: kind)
    case .notEqual: return !Values.areEqual(left, right, as: kind)
    case .contains: return Values.contains(left, right)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard let order = Values.order(left, right, as: kind) else { return false }
      return admits(order)
    }
  }

  func admits(_ order: Values.Order) -> Bool {
    switch self {
    case .less: order == .ascending
    case .lessOrEqual: order != .descending
    case .greater: order == .descending
    case .greaterOrEqual: order != .ascending
    case .equal: order == .same
    case .notEqual: order != .same
    case .contains: false
    }
  }
}

/// The comparison of values by the rules of the language.
package enum Values {
  /// The order of two values.
  package enum Order: Sendable, Hashable {
    case ascending, same, descending
  }

  /// Returns true if two values are equal; false if either is null.
  package static func areEqual(_ left: JSONValue, _ right: JSONValue, as kind: ValueKind) -> Bool {
    if let order = order(left, right, as: kind) { return order == .same }
    guard !left.isNull, !right.isNull else { return false }
    return left == right
  }

  /// Returns the order of two values; nil if they have none, such as null, objects, or a boolean
  /// and a text.
  package static func order(_ left: JSONValue, _ right: JSONValue, as kind: ValueKind) -> Order? {
    switch kind {
    case .number: return numbers(left.numeric, right.numeric)
    case .timestamp: return numbers(left.seconds, right.seconds)
    case .text: return texts(left.text, right.text)
    case .boolean: return texts(left.truthText, right.truthText)
    case .any: return dynamic(left, right)
    }
  }

  /// Returns true if a text, or an element of a list, contains another text, in upper or lower
  /// case.
  package static func contains(_ left: JSONValue, _ right: JSONValue) -> Bool {
    guard let part = right.text else { return false }
    if case .array(let elements) = left { return elements.contains { contains($0, right) } }
    guard let text = left.text else { return false }
    return part.isEmpty || text.lowercased().contains(part.lowercased())
  }

  private static func dynamic(_ left: JSONValue, _ right: JSONValue) -> Order? {
    let left = left.identity
    let right = right.identity
    switch (left, right) {
    case (.number, _), (_, .number): return numbers(left.numeric, right.numeric)
    case (.bool, _), (_, .bool): return texts(left.truthText, right.truthText)
    case (.string(let left), .string(let right)): return texts(left, right)
    case (.null, _), (.array, _), (.object, _), (_, .null), (_, .array), (_, .object): return nil
    }
  }

  private static func numbers(_ left: JSONNumber?, _ right: JSONNumber?) -> Order? {
    guard let left, let right else { return nil }
    switch left.compare(right) {
    case .less: return .ascending
    case .equal: return .same
    case .greater: return .descending
    }
  }

  private static func texts(_ left: String?, _ right: String?) -> Order? {
    guard let left, let right else { return nil }
    // By code points: equality of Swift strings would treat composed and decomposed letters as the
    // same.
    if left.utf8.elementsEqual(right.utf8) { return .same }
    return left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
      ? .ascending : .descending
  }
}

extension JSONValue {
  /// The id of an object that has one, otherwise the value itself. An expanded field is compared by
  /// this.
  package var identity: JSONValue {
    if case .object(let object) = self, let id = object["id"] { return id }
    return self
  }

  /// The text of a string, a number, a boolean, or an object's id; nil for other values.
  var text: String? {
    switch identity {
    case .string(let text): text
    case .number(let number): number.text
    case .bool(let bool): bool ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  var truthText: String? {
    switch self {
    case .bool(let bool): bool ? "true" : "false"
    case .string("true"): "true"
    case .string("false"): "false"
    case .null, .number, .string, .array, .object: nil
    }
  }

  /// The number, or the number that a string spells; nil for other values.
  package var numeric: JSONNumber? {
    switch self {
    case .number(let number): number
    case .string(let text): JSONNumber(spelled: text)
    case .null, .bool, .array, .object: nil
    }
  }

  /// The time in Unix seconds: a number, digits, or a date in a string; nil for other values.
  package var seconds: JSONNumber? {
    if let numeric { return numeric }
    guard case .string(let text) = self, let seconds = Timestamp.seconds(of: text) else {
      return nil
    }
    return JSONNumber(seconds)
  }
}
