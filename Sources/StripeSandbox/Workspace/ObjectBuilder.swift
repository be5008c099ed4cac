import JSON
import StripeCatalog

/// New objects and new versions of objects, from the catalog's fields and the request's parameters.
extension Workspace {
  /// Returns a new object with all its fields, a fresh id and `created`.
  func blank(_ type: String) throws(SandboxError) -> JSONObject {
    let resource = try resource(type)
    var object = resource.blank
    if object["id"] != nil { object["id"] = .string(newID(prefix: resource.idPrefix)) }
    for name in ["created", "updated"] {
      guard let field = resource.type.field(named: name), object[name] != nil else { continue }
      let time = time.created(type)
      object[name] = field.isDateTime ? .string(UnixTime.iso8601(time)) : .integer(time)
    }
    NestedLists(workspace: self).name(&object, resource)
    return object
  }

  /// A new object from parameters: `blank`, an id of the caller's own where Stripe takes one, and
  /// each parameter in the field of its name. Not stored yet.
  func build(_ type: String, from parameters: JSONObject) throws(SandboxError) -> JSONObject {
    var object = try blank(type)
    if let id = parameters["id"]?.string, object["id"] != nil {
      guard try find(type, id) == nil else {
        throw SandboxError(
          "\(MergedParameters.title(type)) already exists.", code: "resource_already_exists",
          param: "id")
      }
      object["id"] = .string(id)
      try NestedLists(workspace: self).name(&object, resource(type))
    }
    return try merge(parameters, into: object, of: type)
  }

  /// As `build` of a checked object; parameters that have a field count as read.
  ///
  /// - Parameter own: those that the caller reads itself.
  func build(_ type: String, from parameters: Parameters, but own: Set<String> = [])
    throws(SandboxError) -> JSONObject
  {
    try build(type, from: MergedParameters.plain(parameters, of: resource(type).type, but: own))
  }

  /// As `merge` of a checked object; parameters that have a field count as read.
  ///
  /// - Parameter own: those that the caller reads itself.
  func merge(
    _ parameters: Parameters, into object: JSONObject, of type: String, but own: Set<String> = []
  ) throws(SandboxError) -> JSONObject {
    try merge(
      MergedParameters.plain(parameters, of: resource(type).type, but: own), into: object, of: type)
  }

  /// Returns the object with each parameter in the field of its name: records member by member,
  /// metadata key by key; a cleared one becomes null or empty. Parameters without a field of their
  /// name are left out.
  func merge(_ parameters: JSONObject, into object: JSONObject, of type: String)
    throws(SandboxError) -> JSONObject
  {
    let resource = try resource(type)
    var object = object
    for parameter in parameters.members where parameter.key != "id" && parameter.key != "object" {
      if parameter.key == "metadata" {
        object["metadata"] = try .object(
          Metadata.merge(parameter.value, into: object["metadata"]?.object ?? [:]))
      } else if let field = resource.type.field(named: parameter.key) {
        try MergedParameters(workspace: self).put(parameter.value, into: field, of: &object)
      }
    }
    return object
  }
}
