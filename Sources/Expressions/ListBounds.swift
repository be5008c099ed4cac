import JSON

/// Bounds of a path through a list, joined by `and`: `lines.data.amount between 5 and 10`. One
/// element has to satisfy them all: a row whose elements are 3 and 12 has none between 5 and 10.
struct ListBounds {
  /// Returns true if, for each bounded path, one element satisfies all bounds in the condition.
  static func hold(in parts: [Scalar], on scope: some Scope) throws(EvaluationError) -> Bool {
    var paths: [RowPath] = []
    for path in parts.compactMap(\.listBound) where !paths.contains(path) { paths.append(path) }
    for path in paths {
      let bounds = parts.filter { $0.listBound == path }
      guard try hold(bounds, at: path, on: scope) else { return false }
    }
    return true
  }

  private static func hold(
    _ bounds: [Scalar], at path: RowPath, on scope: some Scope
  ) throws(EvaluationError) -> Bool {
    for element in try Scalar.field(path).alternatives(on: scope) {
      var isWithin = true
      for bound in bounds where isWithin { isWithin = try bound.admits(element, on: scope) }
      if isWithin { return true }
    }
    return false
  }
}

extension Scalar {
  /// The path through a list that a comparison bounds; nil for any other condition.
  package var listBound: RowPath? {
    guard case .comparison(let comparison, .field(let path), let other, _) = self, path.isMany,
      !other.isMany
    else { return nil }
    switch comparison {
    case .less, .lessOrEqual, .greater, .greaterOrEqual: return path
    case .equal, .notEqual, .contains: return nil
    }
  }

  /// Returns true if a comparison is true with an element in place of its left side.
  fileprivate func admits(
    _ element: JSONValue, on scope: some Scope
  ) throws(EvaluationError) -> Bool {
    guard case .comparison(let comparison, _, let other, let kind) = self else { return false }
    return comparison.holds(element, try other.evaluated(on: scope), as: kind)
  }
}
