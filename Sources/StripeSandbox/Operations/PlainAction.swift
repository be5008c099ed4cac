import JSON
import StripeCatalog

/// The effect of an action on an object whose behavior does not declare the action.
enum PlainAction: Sendable {
  /// Sets fields by their dotted paths, and each parameter in the field of its name. `times` are
  /// fields that become the time of the request.
  case set([String: JSONValue], times: [String] = [])
  /// Stores a new object of the result's type below the path's id.
  case make
  /// Answers with the newest object whose fields have the parameters' values.
  case find
  /// Removes the object that `find` answers with.
  case removeFound
  /// Answers with the account that acts.
  case ownAccount
  /// Refused: what the sandbox does not do, as the end of "The sandbox does not …".
  case refuse(String)
}

/// Carries out an action of the table of plain actions.
struct PlainActionOperation {
  let objects: ObjectOperation

  private var parameters: Parameters { objects.parameters }
  private var workspace: Workspace { objects.workspace }
  private var operation: Operation { objects.operation }

  /// - Throws: the refusal of an action that the sandbox does not do; a 404 if the path's object
  ///   does not exist.
  func perform(_ action: PlainAction) throws(SandboxError) -> JSONObject {
    switch action {
    case .set(let values, let times): return try set(values, times)
    case .make: return try make()
    case .find: return try find()
    case .removeFound: return try workspace.remove(find())
    case .ownAccount: return try OwnAccount.get(in: workspace)
    case .refuse(let undone):
      if objects.call.ownID != nil { _ = try objects.existing() }
      throw SandboxError("The sandbox does not \(undone).")
    }
  }

  private func set(_ values: [String: JSONValue], _ times: [String]) throws(SandboxError)
    -> JSONObject
  {
    let old = try objects.existing()
    var object = try workspace.merge(parameters, into: old, of: objects.typeName)
    for (path, value) in values {
      if let dot = path.firstIndex(of: "."), object[String(path[..<dot])]?.isNull == true {
        throw SandboxError("This \(objects.typeName) has no \(path[..<dot]).")
      }
      object.set(value, at: path)
    }
    for path in times { object.set(.integer(workspace.now), at: path) }
    try workspace.save(object)
    return object
  }

  private var resultType: String {
    guard case .object(let type) = operation.result else { return objects.typeName }
    return type.typeName
  }

  private func make() throws(SandboxError) -> JSONObject {
    let parent = objects.call.ownID ?? objects.call.parentID
    if objects.call.ownID != nil { _ = try objects.existing() }
    let object = try workspace.build(resultType, from: parameters)
    try workspace.save(object, parent: parent)
    return object
  }

  private func find() throws(SandboxError) -> JSONObject {
    let fields = try workspace.resource(resultType).type
    let wanted = parameters.values.members.filter { fields.field(named: $0.key) != nil }
    parameters.markRead(wanted.map(\.key))
    let found = try workspace.all(resultType).first { object in
      wanted.allSatisfy { Self.holds(object[$0.key], $0.value) }
    }
    guard let found else {
      throw .missing(resultType, parameters.text("name") ?? "", param: "name")
    }
    return found
  }

  /// A record needs only the members that are asked for.
  private static func holds(_ value: JSONValue?, _ wanted: JSONValue) -> Bool {
    guard let members = wanted.object?.members, let record = value?.object else {
      return value == wanted
    }
    return members.allSatisfy { holds(record[$0.key], $0.value) }
  }
}

extension JSONObject {
  /// Sets the value at a dotted path; objects on the way that do not exist are created.
  fileprivate mutating func set(_ value: JSONValue, at path: String) {
    guard let dot = path.firstIndex(of: ".") else {
      self[path] = value
      return
    }
    let key = String(path[..<dot])
    var inner = self[key]?.object ?? [:]
    inner.set(value, at: String(path[path.index(after: dot)...]))
    self[key] = .object(inner)
  }
}
