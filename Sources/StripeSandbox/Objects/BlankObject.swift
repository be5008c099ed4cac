import JSON
import StripeCatalog

/// Objects as they are before anybody has said anything about them: every field the catalog lists,
/// null where it may be null and an empty value of its type where not.
enum BlankObject {
  /// Deeper records are rare and always nullable.
  private static let depthLimit = 5

  /// `id` and `object` come first, as Stripe writes them, then the SDK's order.
  static func make(_ type: ObjectType, typeName: String) -> JSONObject {
    var blank: JSONObject = [:]
    let fields = type.fields
    if fields.contains(where: { $0.name == "id" }) { blank["id"] = "" }
    blank["object"] = .string(typeName)
    for field in fields where field.name != "id" && field.name != "object" {
      guard let value = value(of: field, depth: 0) else { continue }
      blank.members.append(JSONMember(field.name, value))
    }
    return blank
  }

  static func make(_ record: RecordShape, depth: Int = 0) -> JSONObject {
    let members = record.fields.compactMap { field in
      value(of: field, depth: depth).map { JSONMember(field.name, $0) }
    }
    return JSONObject(members)
  }

  /// The record of a field with nothing in it; empty where the field holds none.
  static func record(_ field: String, of type: ObjectType) -> JSONObject {
    guard case .record(let record)? = type.field(named: field)?.type else { return [:] }
    return make(record)
  }

  /// Nil for what Stripe leaves out: the mark of a deleted object, and what comes only when it is
  /// expanded.
  private static func value(of field: Field, depth: Int) -> JSONValue? {
    if field.name == "deleted" { return nil }
    if field.isOnRequest { return nil }
    if case .list = field.type, field.isNullable { return nil }
    if field.name == "metadata" { return .object([:]) }
    return field.isNullable ? .null : value(of: field.type, depth: depth)
  }

  private static func value(of shape: TypeShape, depth: Int) -> JSONValue {
    switch shape {
    case .string: ""
    case .integer, .number, .timestamp: 0
    case .boolean: false
    case .decimal: "0"
    case .any, .object, .expandable: .null
    case .enumeration(let values): .string(usual(values))
    case .array: []
    case .map: [:]
    case .record(let record): depth < depthLimit ? .object(make(record, depth: depth + 1)) : [:]
    case .list: .object(emptyList(url: ""))
    case .union(let shapes): shapes.first.map { value(of: $0, depth: depth) } ?? .null
    }
  }

  /// The state a healthy object of a plain resource is in, in order of preference.
  private static let usualStates = [
    "active", "open", "enabled", "available", "complete", "succeeded", "pending", "draft", "none",
  ]

  private static func usual(_ values: [String]) -> String {
    usualStates.first(where: values.contains) ?? values.first ?? ""
  }

  static func emptyList(url: String) -> JSONObject {
    ["object": "list", "data": [], "has_more": false, "url": .string(url)]
  }
}
