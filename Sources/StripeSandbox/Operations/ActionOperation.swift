import JSON
import StripeCatalog

/// The operations that are none of the five verbs: a life cycle's own, or else the parameters put
/// where they belong and the state the verb names.
struct ActionOperation {
  let objects: ObjectOperation

  private var call: Call { objects.call }
  private var parameters: Parameters { objects.parameters }
  private var workspace: Workspace { objects.workspace }
  private var operation: Operation { call.operation }

  func perform() throws(SandboxError) -> JSONObject {
    let resource = try workspace.resource(operation.object.typeName)
    if let action = resource.behavior.actions[operation.name] {
      let object = call.ownID == nil ? nil : try objects.existing()
      return try action(object, parameters, workspace)
    }
    if operation.isAboutFile { throw notImitated }
    if operation.name == "retrieve_current" { return try OwnAccount.get(in: workspace) }
    return call.ownID == nil ? try performOnCollection() : try performOnObject()
  }

  private var notImitated: SandboxError {
    SandboxError("The sandbox does not support \(operation.method) \(operation.path).")
  }

  private func performOnObject() throws(SandboxError) -> JSONObject {
    let old = try objects.existing()
    let type = old["object"]?.string ?? operation.object.typeName
    var object = try workspace.merge(parameters, into: old, of: type)
    try StateVerbs.apply(operation.name, to: &object, workspace.resource(type).type)
    try workspace.save(object)
    return try answer(for: object, type)
  }

  /// The object itself, unless another is promised.
  private func answer(for object: JSONObject, _ type: String) throws(SandboxError) -> JSONObject {
    switch operation.result {
    case .object(let promised):
      guard promised.typeName != type, promised != operation.object,
        Families.families(of: type).isEmpty
      else { return object }
      return try make(promised.typeName, under: object["id"]?.string)
    case .list(let element):
      let id = object["id"]?.string ?? ""
      let path = operation.path(with: call.route.pathIDs) ?? operation.path
      return try workspace.embeddedList(element.typeName, of: id, url: path)
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .array,
      .map, .record, .expandable, .union:
      return object
    }
  }

  private func make(_ type: String, under parent: String?) throws(SandboxError) -> JSONObject {
    let object = try workspace.build(type, from: parameters)
    let isKept = operation.method == .post && !operation.name.contains("preview")
    if isKept, object["id"]?.string?.isEmpty == false {
      try workspace.save(object, parent: parent)
    }
    return object
  }

  private func performOnCollection() throws(SandboxError) -> JSONObject {
    let type = operation.object.typeName
    switch operation.result {
    case .list(let element):
      return try workspace.embeddedList(element.typeName, of: "", url: operation.path)
    case .object(let promised) where operation.name == "find":
      return try find(promised.typeName)
    case .object(let promised) where operation.name == "delete_where":
      return try workspace.remove(find(promised.typeName))
    case .object(let promised):
      return try make(promised.typeName, under: call.parentID)
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .array,
      .map, .record, .expandable, .union:
      return try workspace.build(type, from: parameters)
    }
  }

  /// The newest object that has the parameters' values, each in the field of its name.
  private func find(_ type: String) throws(SandboxError) -> JSONObject {
    let fields = try workspace.resource(type).type
    let wanted = parameters.values.members.filter { fields.field(named: $0.key) != nil }
    parameters.markRead(wanted.map(\.key))
    let found = try workspace.all(type).first { object in
      wanted.allSatisfy { Self.holds(object[$0.key], $0.value) }
    }
    guard let found else {
      throw .missing(type, parameters.text("name") ?? "", param: "name")
    }
    return found
  }

  /// A record need only have the members that are asked for.
  private static func holds(_ value: JSONValue?, _ wanted: JSONValue) -> Bool {
    guard let members = wanted.object?.members, let record = value?.object else {
      return value == wanted
    }
    return members.allSatisfy { holds(record[$0.key], $0.value) }
  }
}
