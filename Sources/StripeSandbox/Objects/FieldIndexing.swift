import JSON
import SandboxStore
import StripeCatalog

/// Takes from an object what its list filters and its search fields ask for.
enum FieldIndexing {
  static func fields(of object: JSONObject, _ resource: Resource, parent: String?) -> IndexedFields
  {
    let derived = resource.behavior.listRules.values(object)
    var fields = IndexedFields()
    for field in resource.indexedFields {
      append(derived[field.name] ?? object.value(at: field.path), field.name, to: &fields)
    }
    appendParents(parent, object, resource, to: &fields)
    return fields
  }

  private static func append(_ value: JSONValue?, _ name: String, to fields: inout IndexedFields) {
    switch value {
    case .array(let elements)?:
      for element in elements { append(element, name, to: &fields) }
    case .object(let object)? where name == "metadata":
      for member in object.members { append(member.value, "metadata.\(member.key)", to: &fields) }
    case .object(let object)?:
      if let id = object["id"]?.string { fields.append(name, id) }
    case .number(let number)?:
      fields.append(name, number.text, .number)
    case .string(let text)?:
      fields.append(name, text)
    case .bool(let bool)?:
      fields.append(name, bool ? "true" : "false")
    case .null?, nil:
      break
    }
  }

  private static func appendParents(
    _ parent: String?, _ object: JSONObject, _ resource: Resource, to fields: inout IndexedFields
  ) {
    var parents = Set<String>()
    if let parent { parents.insert(parent) }
    for field in resource.parentFields {
      if let id = Scalar.text(of: object[field]) { parents.insert(id) }
    }
    for parent in parents.sorted() { fields.append(Resource.parentName, parent) }
  }

  /// The values that get a place in the index.
  static func entries(_ fields: IndexedFields, _ resource: Resource) -> Set<IndexEntry> {
    var entries = Set<IndexEntry>()
    for entry in fields.entries {
      guard let name = resource.indexNames[entry.name] else { continue }
      entries.insert(IndexEntry(name: name, value: entry.value))
      guard entry.name == Resource.parentName else { continue }
      for family in resource.families {
        entries.insert(IndexEntry(name: "\(family).\(entry.name)", value: entry.value))
      }
    }
    return entries
  }
}

/// The text of a plain value, and the id of an object.
enum Scalar {
  static func text(of value: JSONValue?) -> String? {
    switch value {
    case .string(let text)?: text
    case .number(let number)?: number.text
    case .bool(let bool)?: bool ? "true" : "false"
    case .object(let object)?: object["id"]?.string
    case .array?, .null?, nil: nil
    }
  }
}

extension JSONObject {
  /// The value at a dotted path.
  func value(at path: String) -> JSONValue? {
    guard path.utf8.contains(UInt8(ascii: ".")) else { return self[path] }
    return value(at: path.split(separator: ".").map(String.init))
  }

  /// The value at a path of keys.
  func value(at keys: [String]) -> JSONValue? {
    guard let first = keys.first, var value = self[first] else { return nil }
    for key in keys.dropFirst() {
      guard let next = value[key] else { return nil }
      value = next
    }
    return value
  }
}
