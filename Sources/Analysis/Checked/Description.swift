import Language
import StripeCatalog

/// The subject of a `describe` statement.
package enum Description: Sendable, Hashable {
  case object(ObjectType)
  case operation(Operation)
  case member(MemberDescription)
}

/// A field, a filter or a parameter of an object, by its path.
package struct MemberDescription: Sendable, Hashable {
  /// The object that it belongs to.
  package let object: ObjectType
  /// The dotted path: `lines.data.price`.
  package let path: String
  /// The type in a response; nil if responses do not have it.
  package let fieldType: TypeShape?
  /// The field; nil if it is not a declared field, such as the `data` of a list.
  package let field: Field?
  /// The operations that take it as a parameter, with that parameter.
  package let parameters: [TakenParameter]

  /// A parameter of one operation.
  package struct TakenParameter: Sendable, Hashable {
    /// The operation that takes it.
    package let operation: Operation
    /// The type of the parameter.
    package let type: TypeShape
    /// The parameter.
    package let parameter: Parameter
  }

  /// The type in a response; otherwise the type as a parameter or a filter.
  package var type: TypeShape {
    fieldType ?? parameters.first?.type ?? object.filterParameter(named: path)?.type ?? .string
  }
}

extension MemberDescription {
  /// Finds a member by its path; nil if the object has nothing there.
  init?(_ path: [String], of object: ObjectType) {
    self.object = object
    self.path = path.joined(separator: ".")
    let found = TypeShape.object(object).member(at: path[...])
    (fieldType, field) = (found?.type, found?.field)
    parameters = object.operations.filter(\.isWrite).compactMap { operation in
      guard let taken = TypeShape.record(operation.record).parameter(at: path[...]) else {
        return nil
      }
      return TakenParameter(operation: operation, type: taken.type, parameter: taken)
    }
    let isFilter = path.count == 1 && object.filterNames.contains(self.path)
    guard found != nil || !parameters.isEmpty || isFilter else { return nil }
  }

  /// Returns the first step of a path that does not exist, and the names that are possible there.
  static func candidates(at path: [String], of object: ObjectType) -> (step: Int, names: [String]) {
    let whole = TypeShape.object(object)
    let step = path.indices.first { whole.member(at: path[...$0]) == nil } ?? 0
    let names = whole.member(at: path[..<step])?.type.memberNames ?? []
    guard step == 0 else { return (step, names) }
    let parameters = object.operations.filter(\.isWrite).flatMap { $0.parameters.map(\.name) }
    return (0, names + object.filterNames + parameters + Operation.words(of: object))
  }
}

extension Operation {
  fileprivate var isWrite: Bool { kind == .create || kind == .update || kind == .action }

  /// Returns the verbs and actions that `describe` accepts for an object.
  static func words(of object: ObjectType) -> [String] {
    let kinds = Set(object.operations.map(\.kind))
    let verbs = Verb.allCases.filter { verb in
      OperationKind.kinds(of: verb).contains { kinds.contains($0) }
    }
    return verbs.map(\.rawValue) + object.actionNames
  }
}

extension TypeShape {
  /// Returns the type and field at a dotted path, through lists, expandable ids and maps.
  fileprivate func member(at path: ArraySlice<String>) -> (type: TypeShape, field: Field?)? {
    guard let first = path.first else { return (self, nil) }
    guard let next = member(named: first) else { return nil }
    return path.count == 1 ? next : next.type.member(at: path.dropFirst())
  }

  private func member(named name: String) -> (type: TypeShape, field: Field?)? {
    switch self {
    case .record(let record): record.field(named: name).map { ($0.type, $0) }
    case .object(let object): object.field(named: name).map { ($0.type, $0) }
    case .list(let object):
      name == "data"
        ? (.array(of: .object(object)), nil)
        : object.field(named: name).map { ($0.type, $0) }
    case .array(let element): element.member(named: name)
    case .expandable(let objects):
      objects.lazy.compactMap { $0.field(named: name) }.first.map { ($0.type, $0) }
    case .map(let value): (value, nil)
    case .union(let shapes): shapes.lazy.compactMap { $0.member(named: name) }.first
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration: nil
    }
  }

  fileprivate func parameter(at path: ArraySlice<String>) -> Parameter? {
    guard let first = path.first, let next = parameter(named: first) else { return nil }
    return path.count == 1 ? next : next.type.parameter(at: path.dropFirst())
  }

  private func parameter(named name: String) -> Parameter? {
    switch self {
    case .record(let record): record.parameter(named: name)
    case .array(let element): element.parameter(named: name)
    case .union(let shapes): shapes.lazy.compactMap { $0.parameter(named: name) }.first
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map,
      .object, .expandable, .list:
      nil
    }
  }

  /// The names of the members; empty for types without members.
  package var memberNames: [String] {
    switch self {
    case .record(let record): record.names
    case .object(let object): object.fields.map(\.name)
    case .list(let object): ["data"] + object.fields.map(\.name)
    case .array(let element): element.memberNames
    case .expandable(let objects): objects.first?.fields.map(\.name) ?? []
    case .union(let shapes): shapes.lazy.map(\.memberNames).first { !$0.isEmpty } ?? []
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map: []
    }
  }
}
