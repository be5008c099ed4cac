import JSON
import StripeCatalog

/// What every resource does without a life cycle of its own: fields of the catalog, parameters put
/// where a field of the same name is.
extension Workspace {
  /// A new object with all its fields, a fresh id, `created` and nothing else said.
  func blank(_ type: String) throws(SandboxError) -> JSONObject {
    let resource = try resource(type)
    var object = resource.blank
    if object["id"] != nil { object["id"] = .string(newID(prefix: resource.idPrefix)) }
    for name in ["created", "updated"] {
      guard let field = resource.type.field(named: name), object[name] != nil else { continue }
      let time = time.created(type)
      object[name] = field.isDateTime ? .string(UnixTime.iso8601(time)) : .integer(time)
    }
    nameLists(of: &object, resource)
    return object
  }

  /// A new object from parameters: `blank`, an id of the caller's own where Stripe takes one, and
  /// each parameter in the field of its name. Not stored yet.
  func build(_ type: String, from parameters: JSONObject) throws(SandboxError) -> JSONObject {
    var object = try blank(type)
    if let id = parameters["id"]?.string, object["id"] != nil {
      guard try find(type, id) == nil else {
        throw SandboxError(
          "\(Self.title(type)) already exists.", code: "resource_already_exists", param: "id")
      }
      object["id"] = .string(id)
      nameLists(of: &object, try resource(type))
    }
    return try merge(parameters, into: object, of: type)
  }

  /// As `build` of a checked object; parameters that have a field count as read.
  ///
  /// - Parameter own: those that the caller reads itself.
  func build(_ type: String, from parameters: Parameters, but own: Set<String> = [])
    throws(SandboxError) -> JSONObject
  {
    try build(type, from: plain(parameters, of: type, but: own))
  }

  /// As `merge` of a checked object; parameters that have a field count as read.
  ///
  /// - Parameter own: those that the caller reads itself.
  func merge(
    _ parameters: Parameters, into object: JSONObject, of type: String, but own: Set<String> = []
  ) throws(SandboxError) -> JSONObject {
    try merge(plain(parameters, of: type, but: own), into: object, of: type)
  }

  private func plain(_ parameters: Parameters, of type: String, but own: Set<String>)
    throws(SandboxError) -> JSONObject
  {
    let fields = try resource(type).type
    let plain = parameters.values.members.filter { member in
      !own.contains(member.key)
        && (["id", "metadata"].contains(member.key) || fields.field(named: member.key) != nil)
    }
    parameters.markRead(plain.map(\.key))
    return JSONObject(plain)
  }

  /// "payment_link" as "Payment link".
  private static func title(_ type: String) -> String {
    let words = type.split(separator: ".").last.map(String.init) ?? type
    let spaced = words.map { $0 == "_" ? " " : String($0) }.joined()
    return spaced.prefix(1).uppercased() + spaced.dropFirst()
  }

  /// The object with each parameter put into the field of its name: records member by member,
  /// metadata key by key; a cleared one becomes null or empty. Parameters without a field of their
  /// name are left to the life cycle.
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
        try put(parameter.value, into: field, of: &object)
      }
    }
    return object
  }

  private func put(_ value: JSONValue, into field: Field, of object: inout JSONObject)
    throws(SandboxError)
  {
    if case .list(let element) = field.type {
      guard let elements = value.array else { return }
      try putChildren(elements, element, field.name, of: &object)
      return
    }
    if case .expandable(let targets) = field.type, let id = value.string {
      try References.check(id, targets, param: field.name, in: self)
    }
    let merged = try merged(value, into: object[field.name], field.type)
    if let merged { object[field.name] = merged }
  }

  /// Nil where the value does not fit the shape: the parameter then means something else.
  private func merged(_ value: JSONValue, into old: JSONValue?, _ shape: TypeShape)
    throws(SandboxError) -> JSONValue?
  {
    if value.isNull { return cleared(shape) }
    switch shape {
    case .record(let record):
      guard let parts = value.object else { return nil }
      return try .object(merged(parts, into: old?.object, record))
    case .array(let element):
      guard let elements = value.array else { return nil }
      var merged: [JSONValue] = []
      for value in elements {
        if let value = try self.merged(value, into: nil, element) { merged.append(value) }
      }
      return .array(merged)
    case .object(let type):
      guard let id = value.string else { return nil }
      return try find(type.typeName, id).map(JSONValue.object)
    case .map:
      guard let parts = value.object else { return nil }
      return .object(JSONObject(parts.members.filter { !$0.value.isNull }))
    case .string, .decimal, .enumeration, .expandable:
      return Scalar.text(of: value).map(JSONValue.string)
    case .integer, .number, .timestamp:
      guard case .number = value else { return nil }
      return value
    case .boolean:
      return value.bool.map(JSONValue.bool)
    case .any, .list, .union:
      return value
    }
  }

  private func merged(_ parts: JSONObject, into old: JSONObject?, _ record: RecordShape)
    throws(SandboxError) -> JSONObject
  {
    var object = old ?? BlankObject.make(record)
    for part in parts.members {
      guard let field = record.field(named: part.key) else { continue }
      if let value = try merged(part.value, into: object[part.key], field.type) {
        object[part.key] = value
      }
    }
    return object
  }

  private func cleared(_ shape: TypeShape) -> JSONValue {
    if case .array = shape { return [] }
    if case .map = shape { return [:] }
    return .null
  }
}
