import JSON
import StripeCatalog

/// One place of an object in the index behind list filters.
struct IndexEntry: Sendable, Hashable {
  let name: String
  let value: String
}

/// Takes from an object what its list filters and its search fields ask for.
enum DigestBuilder {
  static func digest(of object: JSONObject, _ resource: Resource, parent: String?) -> Digest {
    let derived = resource.lifecycle?.filterValues(of: object) ?? [:]
    var digest = Digest()
    var names = Set<String>()
    for name in resource.filters.map(\.name) + resource.searchFields.map(\.name)
    where name != "created" && names.insert(name).inserted {
      let value = derived[name] ?? SearchPaths.value(of: name, in: object, resource.typeName)
      append(value, name, to: &digest)
    }
    appendParents(parent, object, resource, to: &digest)
    return digest
  }

  private static func append(_ value: JSONValue?, _ name: String, to digest: inout Digest) {
    switch value {
    case .array(let elements)?:
      for element in elements { append(element, name, to: &digest) }
    case .object(let object)? where name == "metadata":
      for member in object.members { append(member.value, "metadata.\(member.key)", to: &digest) }
    case .object(let object)?:
      if let id = object["id"]?.string { digest.append(name, id) }
    case .number(let number)?:
      digest.append(name, number.text, .number)
    case .string(let text)?:
      digest.append(name, text)
    case .bool(let bool)?:
      digest.append(name, bool ? "true" : "false")
    case .null?, nil:
      break
    }
  }

  private static func appendParents(
    _ parent: String?, _ object: JSONObject, _ resource: Resource, to digest: inout Digest
  ) {
    var parents = Set<String>()
    if let parent { parents.insert(parent) }
    for field in resource.parentFields {
      if let id = Scalar.text(of: object[field]) { parents.insert(id) }
    }
    for parent in parents.sorted() { digest.append(Resource.parentName, parent) }
  }

  /// The entries of a digest that have a place in the index.
  static func indexed(_ digest: Digest, _ resource: Resource) -> Set<IndexEntry> {
    let names = resource.indexedNames
    var entries = Set<IndexEntry>()
    for entry in digest.entries where names.contains(entry.name) {
      entries.insert(IndexEntry(name: resource.indexName(entry.name), value: entry.value))
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
    guard path.contains(".") else { return self[path] }
    var value = JSONValue.object(self)
    for key in path.split(separator: ".") {
      guard let next = value[String(key)] else { return nil }
      value = next
    }
    return value
  }
}
