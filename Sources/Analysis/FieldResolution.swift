import Expressions
import Language
import StripeCatalog

/// A path whose every step the catalog knows.
struct ResolvedField {
  var path: RowPath
  var shape: TypeShape
  var kind: ValueKind
  var isAmount: Bool
  /// Prefixes of the path that are ids: objects must stand there for the rest to be there.
  var references: [Reference]
  /// Whether it leads through all elements of an array.
  var isMany: Bool
  /// Nested lists whose rows the path looks at, or that it is itself.
  var lists: [RowPath]

  /// The object that has it, where no record lies between them.
  var owner: ObjectType?

  /// What values that are compared with it are held against.
  var target: ValueTarget {
    ValueTarget(
      name: path.description, type: kind == .timestamp ? .timestamp : shape, isAmount: isAmount,
      use: .comparison)
  }

  /// The values it may have, where the catalog lists them.
  var values: [String]? { shape.enumerationValues }
}

/// Why a path is none of an object's.
struct UnknownField: Error {
  /// The path up to the step that is unknown.
  var prefix: String
  var step: String
  var candidates: [String]
  /// In place of "has no field": why the step cannot be taken.
  var reason: String?
}

extension ObjectType {
  /// Follows a path through the object's fields, nested records, lists and expandable ids.
  /// - Parameter meansAll: whether an array stands for all of its elements where the path goes on
  ///   without a position, as it does in `expand`.
  func resolve(_ path: Path, meansAll: Bool = false) throws(UnknownField) -> ResolvedField {
    var walk = FieldWalk(shape: .object(self), meansAll: meansAll)
    for component in path.components { try walk.take(component) }
    return ResolvedField(
      path: RowPath(walk.steps), shape: walk.shape, kind: walk.kind, isAmount: walk.isAmount,
      references: walk.references, isMany: walk.isMany, lists: walk.allLists,
      owner: walk.owner)
  }
}

/// One walk along a path.
private struct FieldWalk {
  var shape: TypeShape
  var steps: [RowPath.Step] = []
  var isAmount = false
  var isDateTime = false
  var references: [Reference] = []
  private var lists: [RowPath] = []
  private let meansAll: Bool
  private(set) var isMany = false
  /// The object that the last step was taken in.
  private(set) var owner: ObjectType?

  init(shape: TypeShape, meansAll: Bool) {
    self.shape = shape
    self.meansAll = meansAll
  }

  var allLists: [RowPath] { shape.isList ? lists + [RowPath(steps)] : lists }

  var kind: ValueKind { isDateTime ? .timestamp : shape.valueKind }

  mutating func take(_ component: PathComponent) throws(UnknownField) {
    switch component {
    case .index(let index): try take(index: index)
    case .key(let key): try take(key: key)
    }
  }

  private mutating func take(index: Int) throws(UnknownField) {
    switch shape {
    case .array(let element): shape = element
    case .any: break
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .enumeration, .map, .record,
      .object, .expandable, .list, .union:
      let hint = shape.isList ? "; its elements are in `data`" : ""
      throw unknown("[\(index)]", reason: "is no array\(hint)")
    }
    steps.append(.index(index))
    isAmount = false
  }

  private mutating func take(key: String) throws(UnknownField) {
    if meansAll, case .array(let element) = shape { (shape, isMany) = (element, true) }
    let found = try member(key)
    if shape.isList, key == "data" { lists.append(RowPath(steps)) }
    if case .expandable(let kinds) = shape {
      references.append(Reference(path: RowPath(steps), kinds: kinds, isMany: isMany))
    }
    steps.append(.key(key))
    owner = shape.onlyObject
    (shape, isAmount, isDateTime) = found
  }

  private func member(_ key: String) throws(UnknownField) -> (TypeShape, Bool, Bool) {
    switch shape {
    case .any: return (.any, false, false)
    case .map(let value): return (value, false, false)
    case .list(let element):
      let members: [String: TypeShape] = [
        "data": .array(of: .object(element)), "has_more": .boolean, "url": .string,
        "object": .string,
      ]
      if let shape = members[key] { return (shape, false, false) }
      throw unknown(key, among: members.keys.sorted())
    case .record, .object, .expandable, .union:
      if let field = shape.field(named: key) {
        return (field.type, field.isAmount, field.isDateTime)
      }
      // A deleted object is a stub with this one field more.
      if key == "deleted", shape.isObject { return (.boolean, false, false) }
      throw unknown(key, among: shape.fieldNames)
    case .array:
      throw unknown(key, reason: "is an array: say which element, as in `[0]`")
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .enumeration:
      throw unknown(key, reason: "is a \(shape.typeName) and has no fields")
    }
  }

  private func unknown(
    _ step: String, among candidates: [String] = [], reason: String? = nil
  ) -> UnknownField {
    UnknownField(
      prefix: RowPath(steps).description, step: step, candidates: candidates, reason: reason)
  }
}

extension TypeShape {
  /// The object it is, or is the id of, where it can be of one kind alone.
  fileprivate var onlyObject: ObjectType? {
    switch self {
    case .object(let object): object
    case .expandable(let kinds) where kinds.count == 1: kinds.first
    case .expandable, .string, .integer, .number, .boolean, .decimal, .timestamp, .any,
      .enumeration, .array, .map, .record, .list, .union:
      nil
    }
  }
}
