import JSON
import StripeCatalog

/// The lists nested in objects: the items of a subscription, the lines of an invoice.
struct NestedLists {
  let workspace: Workspace

  /// Gives the empty lists of an object their addresses, which contain its id.
  func name(_ object: inout JSONObject, _ resource: Resource) {
    for field in resource.type.fields {
      guard case .list = field.type, var list = object[field.name]?.object else { continue }
      list["url"] = .string(ListAddress.of(field.name, in: object, resource.type))
      object[field.name] = .object(list)
    }
  }

  /// Makes, changes and removes the objects of a list inside an object, then puts the list's
  /// beginning into it. An element with an id means the child of that id.
  func put(
    _ elements: [JSONValue], _ type: ObjectType, _ field: String, of object: inout JSONObject
  ) throws(SandboxError) {
    let parent = object["id"]?.string ?? ""
    // The last one stored is the first one listed.
    for element in elements.reversed() {
      guard let parameters = element.object else { continue }
      try putChild(parameters, type.typeName, of: parent)
    }
    let owner = try workspace.resource(object["object"]?.string ?? "").type
    object[field] = try .object(
      embedded(type.typeName, of: parent, url: ListAddress.of(field, in: object, owner)))
  }

  private func putChild(_ parameters: JSONObject, _ type: String, of parent: String)
    throws(SandboxError)
  {
    guard let id = parameters["id"]?.string, let child = try workspace.find(type, id) else {
      return try workspace.save(workspace.build(type, from: parameters), parent: parent)
    }
    if parameters["deleted"]?.bool == true {
      try workspace.remove(child)
    } else {
      try workspace.save(workspace.merge(parameters, into: child, of: type), parent: parent)
    }
  }

  /// Brings the list inside a parent up to date after one of its children was made or removed at
  /// the list's own address.
  func refresh(_ collection: String, of type: String, inside parentType: String, _ id: String)
    throws(SandboxError)
  {
    guard var parent = try workspace.find(parentType, id), parent[collection]?["object"] == "list"
    else {
      return
    }
    let url = parent[collection]?["url"]?.string ?? ""
    parent[collection] = try .object(embedded(type, of: id, url: url))
    try workspace.save(parent)
  }

  /// The first ten children as a list object, as an object carries them in itself.
  private func embedded(_ type: String, of parent: String, url: String) throws(SandboxError)
    -> JSONObject
  {
    let children = try workspace.children(type, of: parent, limit: 11)
    return [
      "object": "list", "data": .array(children.prefix(10).map(JSONValue.object)),
      "has_more": .bool(children.count > 10), "url": .string(url),
    ]
  }
}
