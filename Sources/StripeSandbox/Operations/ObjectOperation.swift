import JSON
import StripeCatalog

/// Creating, reading, changing and deleting one object, for every resource alike.
struct ObjectOperation {
  let call: Call
  let parameters: Parameters
  let workspace: Workspace

  var operation: Operation { call.operation }

  func perform() throws(SandboxError) -> JSONObject {
    try checkParent()
    switch operation.kind {
    case .create: return try create()
    case .retrieve: return try retrieve()
    case .update: return try update()
    case .delete: return try delete()
    case .action: return try ActionOperation(objects: self).perform()
    case .list, .search: return [:]
    }
  }

  /// The type of the objects stored under this operation's collection.
  var typeName: String {
    let type = operation.object.typeName
    guard Families.members[type] != nil else { return type }
    return Families.member(of: type, for: parameters.values)
  }

  /// Refuses a path whose parent object does not exist.
  func checkParent() throws(SandboxError) {
    guard let parent = operation.parents.last?.typeName, let id = call.parentID else { return }
    if parent == "account", id == workspace.account { return }
    let names = operation.pathParameters.dropLast(operation.idParameter == nil ? 0 : 1)
    guard try workspace.find(parent, id) == nil else { return }
    let resource = try workspace.resource(parent)
    throw .missing(
      resource.displayName, id,
      param: resource.behavior.names.pathParameter ?? names.last?.name ?? "id")
  }

  private func create() throws(SandboxError) -> JSONObject {
    let resource = try workspace.resource(createdType)
    var object = try resource.behavior.create(parameters, in: workspace)
    putParents(into: &object, resource)
    try checkReferences(of: object, resource.type)
    guard object["id"]?.string?.isEmpty == false else { return object }
    try workspace.save(object, parent: call.parentID)
    try refreshParent(resource.typeName)
    return try resource.behavior.answer(object, to: parameters, in: workspace)
  }

  /// The type that a creation answers with; for links and sessions the path names another.
  private var createdType: String {
    guard case .object(let type) = operation.result, Families.members[type.typeName] == nil,
      Families.members[operation.object.typeName] == nil
    else { return typeName }
    return type.typeName
  }

  private func putParents(into object: inout JSONObject, _ resource: Resource) {
    for (parameter, id) in zip(operation.pathParameters, call.route.pathIDs) {
      let names = [parameter.name, parameter.object?.typeName].compactMap(\.self)
      if let name = names.first(where: { resource.type.field(named: $0) != nil && $0 != "id" }),
        !object.has(name)
      {
        object[name] = .string(id)
      }
    }
  }

  /// An object that every object of its type refers to must be named.
  private func checkReferences(of object: JSONObject, _ type: ObjectType) throws(SandboxError) {
    for parameter in operation.parameters {
      guard let field = type.field(named: parameter.name), !field.isNullable,
        object[parameter.name]?.isNull == true
      else { continue }
      throw .missingParameter(parameter.name)
    }
  }

  private func refreshParent(_ type: String) throws(SandboxError) {
    guard let parent = operation.parents.last?.typeName, let id = call.parentID else { return }
    try NestedLists(workspace: workspace)
      .refresh(operation.collection, of: type, inside: parent, id)
  }

  private func retrieve() throws(SandboxError) -> JSONObject {
    guard let id = call.ownID else {
      var object = try Singletons.get(operation.object, parent: call.parentID, in: workspace)
      for member in call.query.members where object[member.key]?.isNull == true {
        object[member.key] = parameters[member.key]
      }
      return try workspace.resource(operation.object.typeName).behavior
        .answer(object, to: parameters, in: workspace)
    }
    guard let object = try stored(id) else { throw try missing(id) }
    let type = object["object"]?.string ?? typeName
    return try workspace.resource(type).behavior.answer(object, to: parameters, in: workspace)
  }

  /// As `retrieve`, without taking a kept body apart.
  func retrieveStored() throws(SandboxError) -> Answer {
    guard let id = call.ownID, operation.parents.isEmpty, call.query.isEmpty,
      try workspace.resource(operation.object.typeName).behavior.viewAtTime == nil,
      try isKept(id), let body = try workspace.stored.body(operation.object.typeName, id)
    else { return try .object(perform()) }
    return .stored(body)
  }

  private func stored(_ id: String) throws(SandboxError) -> JSONObject? {
    let type = operation.object.typeName
    if type == "account", id == workspace.account {
      return try OwnAccount.get(in: workspace)
    }
    guard try isKept(id) else { return nil }
    for member in Families.members[type] ?? [type] {
      guard let object = try workspace.find(member, id) else { continue }
      if try isBelowParent(member, id) { return object }
      if let refusal = try workspace.resource(member).behavior.errorForOtherParent(id) {
        throw refusal
      }
      return nil
    }
    let behavior = try workspace.resource(type).behavior
    if let shared = try behavior.sharedTestObject(for: id, in: workspace) { return shared }
    return behavior.deletion.leavesStub ? try workspace.stored.stub(type, id) : nil
  }

  /// Returns true if an object of a kind that is kept for a while only is young enough.
  private func isKept(_ id: String) throws(SandboxError) -> Bool {
    let resource = try workspace.resource(operation.object.typeName)
    guard let retention = resource.behavior.listRules.retention,
      let place = try workspace.stored.place(resource.typeName, id)
    else { return true }
    return place.sortKey > workspace.wall - retention
  }

  private func isBelowParent(_ type: String, _ id: String) throws(SandboxError) -> Bool {
    guard let parent = call.parentID else { return true }
    return try workspace.stored.parents(of: type, id).contains(parent)
  }

  private func missing(_ id: String) throws(SandboxError) -> SandboxError {
    let resource = try workspace.resource(operation.object.typeName)
    let stub = try workspace.stored.stub(resource.typeName, id)
    if let refusal = resource.behavior.errorForMissing(id, by: operation, stub: stub) {
      return refusal
    }
    let param = resource.behavior.names.pathParameter ?? operation.idParameter?.name ?? "id"
    return .missing(resource.displayName, id, param: param)
  }

  /// The object that is to be changed; a stub is not one.
  func existing() throws(SandboxError) -> JSONObject {
    guard let id = call.ownID else {
      return try Singletons.get(operation.object, parent: call.parentID, in: workspace)
    }
    guard let object = try stored(id), object["deleted"] != true else { throw try missing(id) }
    return object
  }

  private func update() throws(SandboxError) -> JSONObject {
    let old = try existing()
    let type = old["object"]?.string ?? typeName
    let resource = try workspace.resource(type)
    let object = try resource.behavior.update(old, with: parameters, in: workspace)
    let isOwnAccount = type == "account" && object["id"]?.string == workspace.account
    guard call.ownID != nil, !isOwnAccount else {
      try Singletons.save(object, operation.object, parent: call.parentID, in: workspace)
      return object
    }
    try workspace.save(object)
    return try resource.behavior.answer(object, to: parameters, in: workspace)
  }

  private func delete() throws(SandboxError) -> JSONObject {
    let object = try existing()
    let type = object["object"]?.string ?? typeName
    try workspace.resource(type).behavior.delete(object, with: parameters, in: workspace)
    var stub = try workspace.remove(object)
    try refreshParent(type)
    // API v2 says no more than what went. Source: the SDK's `V2DeletedObject`.
    if operation.isV2 { stub["deleted"] = nil }
    return stub
  }
}
