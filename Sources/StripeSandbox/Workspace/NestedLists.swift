import JSON
import StripeCatalog

/// Lists nested in an object: the items of a subscription, the lines of an invoice.
extension Workspace {
  /// Gives the empty lists of an object their addresses, which contain its id.
  func nameLists(of object: inout JSONObject, _ resource: Resource) {
    for field in resource.type.fields {
      guard case .list = field.type, var list = object[field.name]?.object else { continue }
      list["url"] = .string(ListAddress.of(field.name, in: object, resource.type))
      object[field.name] = .object(list)
    }
  }

  /// Makes, changes and removes the objects of a list inside an object, then puts the list's
  /// beginning into it. An element with an id means the child of that id.
  func putChildren(
    _ elements: [JSONValue], _ type: ObjectType, _ field: String, of object: inout JSONObject
  ) throws(SandboxError) {
    let parent = object["id"]?.string ?? ""
    // The last one stored is the first one listed.
    for element in elements.reversed() {
      guard let parameters = element.object else { continue }
      try putChild(parameters, type.typeName, of: parent)
    }
    let owner = try resource(object["object"]?.string ?? "").type
    object[field] = try .object(
      embeddedList(type.typeName, of: parent, url: ListAddress.of(field, in: object, owner)))
  }

  private func putChild(_ parameters: JSONObject, _ type: String, of parent: String)
    throws(SandboxError)
  {
    guard let id = parameters["id"]?.string, let child = try find(type, id) else {
      return try save(build(type, from: parameters), parent: parent)
    }
    if parameters["deleted"]?.bool == true {
      try remove(child)
    } else {
      try save(merge(parameters, into: child, of: type), parent: parent)
    }
  }

  /// Brings the list inside a parent up to date after one of its children was made or removed at
  /// the list's own address.
  func refreshList(_ collection: String, of type: String, inside parentType: String, _ id: String)
    throws(SandboxError)
  {
    guard var parent = try find(parentType, id), parent[collection]?["object"] == "list" else {
      return
    }
    let url = parent[collection]?["url"]?.string ?? ""
    parent[collection] = try .object(embeddedList(type, of: id, url: url))
    try save(parent)
  }
}
