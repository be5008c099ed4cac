import Expressions
import StripeCatalog

/// What the catalog knows of the place that a path of plain keys leads to.
struct FieldFacts {
  var type: TypeShape
  /// Whether it, or anything it is in, may be null or left out.
  var isNullable: Bool
}

extension ObjectType {
  /// The field at the end of a path through records; nil where the path leaves the object's own
  /// rows, crosses an id or ends in what the catalog does not name.
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
