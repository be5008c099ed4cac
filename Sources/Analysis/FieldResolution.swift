import Expressions
import Language
import StripeCatalog

/// A path whose steps were all found in the catalog.
struct ResolvedField {
  var path: RowPath
  var shape: TypeShape
  var kind: ValueKind
  var isAmount: Bool
  /// The parts of the path that need related data: ids whose objects are read to follow the path,
  /// and fields that Stripe sends only on request.
  var references: [Reference]
  /// True if it leads through all elements of an array.
  var isMany: Bool
  /// The nested lists on the path, including the one at its end.
  var lists: [RowPath]
  /// True if Stripe sends the field at the end only when `expand` names it.
  var isOnRequest: Bool

  /// The object that has the field; nil if there is a record between them.
  var owner: ObjectType?

  /// The target that compared values are checked against.
  var target: ValueTarget {
    ValueTarget(
      name: path.description, type: kind == .timestamp ? .timestamp : shape, isAmount: isAmount,
      use: .comparison)
  }

  /// The values of an enumeration; nil for other types.
  var values: [String]? { shape.enumerationValues }
}

/// An error for a path that an object does not have.
struct UnknownField: Error {
  /// The path before the unknown step.
  var prefix: String
  var step: String
  var candidates: [String]
  /// The reason why the step is impossible, used in place of "has no field"; nil if there is none.
  var reason: String?
}

extension ObjectType {
  /// Follows a path through the object's fields, nested records, lists and expandable ids. An array
  /// without an index means all of its elements.
  func resolve(_ path: Path) throws(UnknownField) -> ResolvedField {
    var walk = FieldWalk(shape: .object(self))
    for component in path.components { try walk.take(component) }
    return ResolvedField(
      path: RowPath(walk.steps), shape: walk.shape, kind: walk.kind, isAmount: walk.isAmount,
      references: walk.references, isMany: walk.isMany, lists: walk.allLists,
      isOnRequest: walk.isOnRequest, owner: walk.owner)
  }
}

/// The state while a path is followed.
private struct FieldWalk {
  var shape: TypeShape
  var steps: [RowPath.Step] = []
  var isAmount = false
  var isDateTime = false
  var references: [Reference] = []
  private var lists: [RowPath] = []
  private(set) var isMany = false
  /// The object that the last step belongs to.
  private(set) var owner: ObjectType?
  private(set) var isOnRequest = false

  init(shape: TypeShape) {
    self.shape = shape
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
      throw unknown("[\(index)]", reason: "is not an array\(hint)")
    }
    steps.append(.index(index))
    (isAmount, isOnRequest) = (false, false)
  }

  private mutating func take(key: String) throws(UnknownField) {
    while case .array(let element) = shape {
      steps.append(.each)
      (shape, isMany) = (element, true)
    }
    let found = try member(key)
    if shape.isList, key == "data" { lists.append(RowPath(steps)) }
    if case .expandable(let kinds) = shape {
      references.append(Reference(path: RowPath(steps), kinds: kinds, isMany: isMany))
    }
    steps.append(.key(key))
    owner = shape.onlyObject
    (shape, isAmount, isDateTime) = (found.type, found.isAmount, found.isDateTime)
    isOnRequest = found.field?.isOnRequest ?? false
    if isOnRequest {
      references.append(
        Reference(
          path: RowPath(steps), kinds: [], isMany: isMany,
          isByIDOnly: found.field?.isByIDOnly ?? false))
    }
  }

  /// The result of a key: a field of the catalog, or a value of a type.
  private struct FoundMember {
    var type: TypeShape
    var field: Field?

    var isAmount: Bool { field?.isAmount ?? false }
    var isDateTime: Bool { field?.isDateTime ?? false }
  }

  private func member(_ key: String) throws(UnknownField) -> FoundMember {
    switch shape {
    case .any: return FoundMember(type: .any)
    case .map(let value): return FoundMember(type: value)
    case .list(let element):
      let members: [String: TypeShape] = [
        "data": .array(of: .object(element)), "has_more": .boolean, "url": .string,
        "object": .string,
      ]
      if let shape = members[key] { return FoundMember(type: shape) }
      throw unknown(key, among: members.keys.sorted())
    case .record, .object, .expandable, .union:
      if let field = shape.field(named: key) {
        return FoundMember(type: field.type, field: field)
      }
      // A deleted object is a stub with this additional field.
      if key == "deleted", shape.isObject { return FoundMember(type: .boolean) }
      throw unknown(key, among: shape.fieldNames)
    case .array, .string, .integer, .number, .boolean, .decimal, .timestamp, .enumeration:
      throw unknown(key, reason: "is \(shape.typeName.withArticle) and has no fields")
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
  /// The object that a value of the type is, or is an id of; nil if there are several types of it.
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
