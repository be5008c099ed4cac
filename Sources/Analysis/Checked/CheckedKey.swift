import Expressions
import StripeCatalog

/// `by email`: the field by which the object of each row is found.
package struct CheckedKey: Sendable {
  /// As it is written: where rows and documents have the value.
  package var member: RowPath
  /// Where the objects have it.
  package var field: RowPath
  /// What values are compared as.
  package var kind: ValueKind
  /// What the values of rows are held against.
  package var target: ValueTarget
  /// Reads the objects among which one is found.
  package var read: CheckedRead
  /// What makes an object that is not there: `upsert` alone has it.
  package var creation: Operation?
}

extension Scalar {
  /// The value of a member at a path of keys, where an object is written out.
  package func member(at path: RowPath) -> Scalar? {
    var found = self
    for case .key(let key) in path.steps {
      switch found {
      case .object(let members):
        guard let member = members.last(where: { $0.key == key }) else { return nil }
        found = member.value
      case .constant(let value):
        guard let member = value[key] else { return nil }
        found = .constant(member)
      // What is computed may have any member.
      case .field, .variable, .operation, .group, .moment, .zone, .element, .each, .shifted,
        .concatenation, .array, .call, .column, .fitted, .arithmetic, .comparison, .like,
        .membership, .isNull, .all, .any,
        .not:
        return found
      }
    }
    return found
  }
}
