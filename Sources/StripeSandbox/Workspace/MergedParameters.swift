import JSON
import StripeCatalog

/// Parameters put into the fields of their names: records member by member.
struct MergedParameters {
  let workspace: Workspace

  /// Returns the parameters that have a field of their name, and counts them as read.
  static func plain(_ parameters: Parameters, of fields: ObjectType, but own: Set<String>)
    -> JSONObject
  {
    let plain = parameters.values.members.filter { member in
      !own.contains(member.key)
        && (["id", "metadata"].contains(member.key) || fields.field(named: member.key) != nil)
    }
    parameters.markRead(plain.map(\.key))
    return JSONObject(plain)
  }

  /// Returns "Payment link" for `payment_link`.
  static func title(_ type: String) -> String {
    let words = type.split(separator: ".").last.map(String.init) ?? type
    let spaced = words.map { $0 == "_" ? " " : String($0) }.joined()
    return spaced.prefix(1).uppercased() + spaced.dropFirst()
  }

  /// Puts a parameter into the field of its name; a value that does not fit the field is left out.
  func put(_ value: JSONValue, into field: Field, of object: inout JSONObject)
    throws(SandboxError)
  {
    if case .list(let element) = field.type {
      guard let elements = value.array else { return }
      try NestedLists(workspace: workspace).put(elements, element, field.name, of: &object)
      return
    }
    if case .expandable(let targets) = field.type, let id = value.string {
      try References.check(id, targets, param: field.name, in: workspace)
    }
    let merged = try merged(value, into: object[field.name], field.type)
    if let merged { object[field.name] = merged }
  }

  /// Returns the field's next value, nil if the parameter's value does not fit the shape: the
  /// parameter then means something else.
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
      return try workspace.find(type.typeName, id).map(JSONValue.object)
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
