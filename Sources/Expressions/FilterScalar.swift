import JSON
import StripeCatalog

extension ObjectType {
  /// Returns the expression that a filter in a condition tests; nil if the word is a field, or not
  /// a filter. A filter that only Stripe can test becomes a field that no row has; see
  /// `isUnseenFilter`.
  package func filterScalar(named name: String) -> Scalar? {
    filterMeaning(of: name).map { $0.scalar(of: self, named: name) }
  }

  /// Returns the filters that mean an expression, including those that take a value.
  package func filterNames(for scalar: Scalar) -> [String] {
    filterNames.filter { filterScalar(named: $0) == scalar }
  }

  /// Returns true if a path is the name of a filter that only Stripe can test.
  package func isUnseenFilter(_ path: RowPath) -> Bool {
    path.singleKey.map { filterMeaning(of: $0) == .unseen } ?? false
  }
}

extension FilterMeaning {
  fileprivate func scalar(of object: ObjectType, named name: String) -> Scalar {
    switch self {
    case .value(let path): .field(object.rowPath(path))
    case .least(let path): .call(.min, [.field(object.rowPath(path))])
    case .greatest(let path): .call(.max, [.field(object.rowPath(path))])
    case .absence(let path): .isNull(.field(object.rowPath(path)))
    case .equality(let path, let value):
      .comparison(.equal, .field(object.rowPath(path)), .constant(.string(value)), as: .text)
    case .unseen: .field(RowPath(keys: name))
    }
  }
}

extension ObjectType {
  /// Returns the path of a dotted name, with its steps through lists.
  fileprivate func rowPath(_ dotted: String) -> RowPath {
    var shape = TypeShape.object(self)
    var steps: [RowPath.Step] = []
    for key in dotted.split(separator: ".").map(String.init) {
      while case .array(let element) = shape {
        steps.append(.each)
        shape = element
      }
      steps.append(.key(key))
      if case .list(let element) = shape, key == "data" {
        shape = .array(of: .object(element))
      } else {
        shape = shape.field(named: key)?.type ?? .any
      }
    }
    return RowPath(steps)
  }
}
