import JSON
import StripeCatalog

/// The paths of `expand`, as a tree of field names, checked against the catalog.
struct ExpansionTree: Sendable {
  static let depthLimit = 4

  private(set) var children: [String: ExpansionTree] = [:]

  var isEmpty: Bool { children.isEmpty }

  private init() {}

  init(
    _ paths: [String], _ operation: Operation, depthLimit: Int = Self.depthLimit
  ) throws(SandboxError) {
    for path in paths {
      let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      try Self.check(names, path, operation, depthLimit: depthLimit)
      insert(names[...])
    }
  }

  private mutating func insert(_ names: ArraySlice<String>) {
    guard let first = names.first else { return }
    children[first, default: ExpansionTree()].insert(names.dropFirst())
  }

  private static func check(
    _ names: [String], _ path: String, _ operation: Operation, depthLimit: Int
  ) throws(SandboxError) {
    let isList = operation.kind == .list || operation.kind == .search
    // The `data` of a list is a level like others.
    guard names.count <= depthLimit else {
      throw SandboxError(
        "You cannot expand more than \(depthLimit) levels of a property. Property: \(path)",
        code: "property_expansion_max_depth", param: "expand")
    }
    if operation.kind == .search, names == ["total_count"] { return }
    let isReached = names.count == 1 && operation.kind == .retrieve
    guard isExpandable(names[...], in: operation.result, isReached: isReached) else {
      throw refusal(path, isList: isList, operation)
    }
  }

  private static func refusal(_ path: String, isList: Bool, _ operation: Operation)
    -> SandboxError
  {
    var message = "This property cannot be expanded (\(path))."
    if isList, case .list(let type) = operation.result, !path.hasPrefix("data."),
      isExpandable(
        path.split(separator: ".").map(String.init)[...], in: .object(type), isReached: false)
    {
      message += " You may want to try expanding 'data.\(path)' instead."
    }
    return SandboxError(message, param: "expand")
  }

  /// Returns true if the path leads to an id that can become an object, or to what is left out
  /// otherwise.
  /// - Parameter isReached: whether the answer is one object and the path a field of it: some
  ///   fields come no other way.
  private static func isExpandable(
    _ names: ArraySlice<String>, in shape: TypeShape, isReached: Bool
  ) -> Bool {
    guard let name = names.first else { return false }
    let rest = names.dropFirst()
    guard rest.isEmpty else {
      return ExpandableFields.named(name, in: shape).contains {
        isExpandable(rest, in: $0, isReached: isReached)
      }
    }
    return ExpandableFields.fields(name, in: shape).contains { field in
      if field.isByIDOnly, !isReached { return false }
      return field.isOnRequest || ExpandableFields.isExpandable(field.type)
    }
  }
}

/// The shapes a field can have, also within a union or an array.
enum ExpandableFields {
  /// The fields of a name in a shape.
  static func fields(_ name: String, in shape: TypeShape) -> [Field] {
    switch shape {
    case .object(let type): type.field(named: name).map { [$0] } ?? []
    case .expandable(let types): types.compactMap { $0.field(named: name) }
    case .record(let record): record.field(named: name).map { [$0] } ?? []
    case .array(let element): fields(name, in: element)
    case .union(let shapes): shapes.flatMap { fields(name, in: $0) }
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map,
      .list:
      []
    }
  }

  /// The shapes of the fields of a name in a shape.
  static func named(_ name: String, in shape: TypeShape) -> [TypeShape] {
    switch shape {
    case .object(let type): type.field(named: name).map { [$0.type] } ?? []
    case .expandable(let types): types.compactMap { $0.field(named: name)?.type }
    case .record(let record): record.field(named: name).map { [$0.type] } ?? []
    case .list(let type): name == "data" ? [.object(type)] : []
    case .array(let element): named(name, in: element)
    case .map(let value): [value]
    case .union(let shapes): shapes.flatMap { named(name, in: $0) }
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration: []
    }
  }

  static func isExpandable(_ shape: TypeShape) -> Bool {
    switch shape {
    case .expandable, .list: true
    case .array(let element): isExpandable(element)
    case .union(let shapes): shapes.contains(where: isExpandable)
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map,
      .record, .object:
      false
    }
  }

  /// The types an id may be of.
  static func targets(_ shape: TypeShape) -> [ObjectType] {
    switch shape {
    case .expandable(let types): types
    case .array(let element): targets(element)
    case .union(let shapes): shapes.flatMap(targets)
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map,
      .record, .object, .list:
      []
    }
  }
}
