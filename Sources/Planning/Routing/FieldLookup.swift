import Expressions
import StripeCatalog

/// The type and nullability of a field.
struct FieldFacts {
  var type: TypeShape
  /// True if the field, or a record around it, can be null or absent.
  var isNullable: Bool
}

extension ObjectType {
  /// Returns the field at the end of a path through records; nil if the path leaves the object,
  /// crosses an id or ends at an unknown field.
  func facts(at keys: [String]) -> FieldFacts? {
    guard let first = keys.first, let field = field(named: first) else { return nil }
    var facts = FieldFacts(type: field.type, isNullable: field.isNullable)
    for key in keys.dropFirst() {
      switch facts.type {
      case .record(let record):
        guard let field = record.field(named: key) else { return nil }
        facts = FieldFacts(type: field.type, isNullable: facts.isNullable || field.isNullable)
      case .map(let value):
        facts = FieldFacts(type: value, isNullable: true)
      case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .array,
        .object, .expandable, .list, .union:
        return nil
      }
    }
    return facts
  }
}

extension RowPath {
  /// Its keys; nil where it goes through a position in a list.
  var plainKeys: [String]? { keys.count == steps.count ? keys : nil }
}
