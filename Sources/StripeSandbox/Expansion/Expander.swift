import JSON
import StripeCatalog

/// Replaces ids by the objects they refer to.
struct Expander {
  let workspace: Workspace

  func expand(_ object: JSONObject, _ shape: TypeShape, _ tree: ExpansionTree)
    throws(SandboxError) -> JSONObject
  {
    var object = object
    for (name, children) in tree.children {
      let shapes = ExpandableFields.named(name, in: shape)
      guard let field = shapes.count == 1 ? shapes.first : .union(shapes) else { continue }
      guard let value = object[name] else {
        if case .list(let type) = field {
          object[name] = try expand(list(type, name, of: object), field, children)
        } else if ExpandableFields.fields(name, in: shape).contains(where: \.isOnRequest) {
          object[name] = try expand(requested(name, of: object), field, children)
        }
        continue
      }
      object[name] = try expand(value, field, children)
    }
    return object
  }

  /// The value of a field that is not stored; null where the object has none.
  private func requested(_ name: String, of object: JSONObject) throws(SandboxError) -> JSONValue {
    guard let type = object["object"]?.string,
      let behavior = workspace.environment.resources[type]?.behavior
    else { return .null }
    return try behavior.requestedValue(of: name, in: object, workspace) ?? .null
  }

  private func expand(_ value: JSONValue, _ shape: TypeShape, _ tree: ExpansionTree)
    throws(SandboxError) -> JSONValue
  {
    switch value {
    case .string(let id):
      guard let found = try object(id, ExpandableFields.targets(shape)) else { return value }
      return try .object(expand(found, shape, tree))
    case .object(let object):
      return try .object(expand(object, shape, tree))
    case .array(let elements):
      var expanded: [JSONValue] = []
      for element in elements { expanded.append(try expand(element, shape, tree)) }
      return .array(expanded)
    case .null, .bool, .number:
      return value
    }
  }

  private func object(_ id: String, _ targets: [ObjectType]) throws(SandboxError) -> JSONObject? {
    for target in targets {
      for type in Families.members[target.typeName] ?? [target.typeName] {
        if let found = try workspace.find(type, id) { return found }
      }
      if target.typeName == "account", id == workspace.account {
        return try OwnAccount.get(in: workspace)
      }
      if let stub = try workspace.stored.stub(target.typeName, id) { return stub }
    }
    return nil
  }

  /// A list Stripe leaves out unless it is asked for: a customer's subscriptions.
  private func list(_ type: ObjectType, _ name: String, of object: JSONObject)
    throws(SandboxError) -> JSONValue
  {
    let id = object["id"]?.string ?? ""
    let owner = object["object"]?.string ?? ""
    let isFilter = try workspace.resource(type.typeName).indexNames[owner] != nil
    let shown =
      isFilter
      ? try workspace.list(type.typeName, where: owner, equals: id, limit: 10)
      : try workspace.children(type.typeName, of: id, limit: 10)
    let count =
      isFilter
      ? try workspace.count(type.typeName, where: owner, equals: id)
      : try workspace.countChildren(type.typeName, of: id)
    return [
      "object": "list", "data": .array(shown.map(JSONValue.object)),
      "has_more": .bool(count > shown.count), "total_count": .integer(count),
      "url": try .string(ListAddress.of(name, in: object, workspace.resource(owner).type)),
    ]
  }
}
