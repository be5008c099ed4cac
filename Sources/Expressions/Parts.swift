extension Scalar {
  /// The direct subexpressions.
  package var parts: [Scalar] {
    var parts: [Scalar] = []
    eachPart { parts.append($0) }
    return parts
  }

  /// Visits the direct subexpressions, without a list of them.
  func eachPart(_ visit: (Scalar) -> Void) {
    switch self {
    case .constant, .field, .variable, .operation, .group, .moment, .zone, .element: break
    case .concatenation(let parts), .array(let parts), .all(let parts), .any(let parts):
      for part in parts { visit(part) }
    case .call(_, let arguments): for argument in arguments { visit(argument) }
    case .object(let members): for member in members { visit(member.value) }
    case .each(_, let part), .column(_, let part), .fitted(let part, _), .isNull(let part),
      .not(let part):
      visit(part)
    case .shifted(let left, _, let right), .arithmetic(_, let left, let right),
      .comparison(_, let left, let right, _), .like(let left, let right):
      visit(left)
      visit(right)
    case .membership(let subject, let candidates, _):
      visit(subject)
      for candidate in candidates { visit(candidate) }
    }
  }

  /// Returns the same kind of expression with transformed subexpressions.
  /// - Throws: The first error that the transformation of a part throws.
  package func mapParts<Failure: Error>(
    _ transform: (Scalar) throws(Failure) -> Scalar
  ) throws(Failure) -> Scalar {
    func each(_ parts: [Scalar]) throws(Failure) -> [Scalar] {
      var result: [Scalar] = []
      for part in parts { result.append(try transform(part)) }
      return result
    }
    switch self {
    case .constant, .field, .variable, .operation, .group, .moment, .zone, .element:
      return self
    case .concatenation(let parts): return .concatenation(try each(parts))
    case .array(let parts): return .array(try each(parts))
    case .all(let parts): return .all(try each(parts))
    case .any(let parts): return .any(try each(parts))
    case .call(let function, let arguments): return .call(function, try each(arguments))
    case .object(let members):
      var mapped: [ScalarMember] = []
      for member in members { mapped.append(ScalarMember(member.key, try transform(member.value))) }
      return .object(mapped)
    case .each(let list, let part): return .each(list, try transform(part))
    case .shifted(let time, let duration, let zone):
      return .shifted(try transform(time), by: duration, in: try transform(zone))
    case .column(let path, let rows): return .column(path, of: try transform(rows))
    case .fitted(let part, let target): return .fitted(try transform(part), to: target)
    case .isNull(let part): return .isNull(try transform(part))
    case .not(let part): return .not(try transform(part))
    case .arithmetic(let operation, let left, let right):
      return .arithmetic(operation, try transform(left), try transform(right))
    case .comparison(let comparison, let left, let right, let kind):
      return .comparison(comparison, try transform(left), try transform(right), as: kind)
    case .like(let subject, let pattern):
      return .like(try transform(subject), pattern: try transform(pattern))
    case .membership(let subject, let candidates, let kind):
      return .membership(try transform(subject), among: try each(candidates), as: kind)
    }
  }

  /// The paths of all fields that the expression reads, in order, each once.
  package var fields: [RowPath] {
    var found = FoundPaths()
    collectFields(into: &found)
    return found.paths
  }

  /// The paths that the expression reads in the current list element.
  private var elementPaths: [RowPath] {
    if case .element(let path) = self { return [path] }
    return parts.flatMap(\.elementPaths)
  }

  private func collectFields(into found: inout FoundPaths) {
    if case .field(let path) = self { return found.add(path) }
    eachPart { $0.collectFields(into: &found) }
    guard case .each(let list, let part) = self else { return }
    for path in part.elementPaths { found.add(list.each(path)) }
  }
}

/// Paths, each once, in the order in which they were found. Most expressions read a few, which are
/// compared sooner than hashed.
private struct FoundPaths {
  private(set) var paths: [RowPath] = []
  private var known: Set<RowPath> = []

  private static let few = 16

  mutating func add(_ path: RowPath) {
    if paths.count < Self.few {
      guard !paths.contains(path) else { return }
    } else {
      if known.isEmpty { known = Set(paths) }
      guard known.insert(path).inserted else { return }
    }
    paths.append(path)
  }
}
