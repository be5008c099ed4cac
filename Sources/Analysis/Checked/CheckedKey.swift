import Expressions
import StripeCatalog

/// The field that identifies the object of each row: `by email`
package struct CheckedKey: Sendable {
  /// The path to the value in rows and documents, as written.
  package var member: RowPath
  /// The path to the value in the objects.
  package var field: RowPath
  /// The type that values are compared as.
  package var kind: ValueKind
  /// The field that the values of rows are checked against.
  package var target: ValueTarget
  /// The read of the objects to search.
  package var read: CheckedRead
  /// The operation that creates a missing object; nil except for `upsert`.
  package var creation: Operation?
}

extension Scalar {
  /// Returns the value at a path of keys in an object literal; nil if it is not there.
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
      // A computed value can have any member.
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
