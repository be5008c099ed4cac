import JSON
import StripeCatalog

@testable import StripeSandbox

/// Holds an answer to the catalog's shape, with each object inside it.
struct ShapeCheck {
  private(set) var faults: [String] = []

  init(_ value: JSONValue, _ shape: TypeShape) {
    check(value, shape, "")
  }

  private mutating func fault(_ path: String, _ text: String) {
    faults.append("\(path.isEmpty ? "answer" : path) \(text)")
  }

  private mutating func check(_ value: JSONValue, _ shape: TypeShape, _ path: String) {
    switch shape {
    case .string: expect(value.string != nil, "a string", value, path)
    case .decimal: expect(value.string.flatMap(Double.init) != nil, "a decimal", value, path)
    case .integer, .timestamp: expect(value.integer != nil, "an integer", value, path)
    case .number:
      if case .number = value { return }
      expect(false, "a number", value, path)
    case .boolean: expect(value.bool != nil, "a boolean", value, path)
    case .enumeration(let values):
      expect(value.string.map(values.contains) ?? false, "a known value", value, path)
    case .array(let element): checkArray(value, element, path)
    case .map(let element): checkMap(value, element, path)
    case .record(let record): checkObject(value, record.fields, path)
    case .object(let type): check(value, of: [type], path)
    case .expandable(let types):
      if value.string == nil { check(value, of: types, path) }
    case .list(let type): checkList(value, type, path)
    case .union(let shapes):
      if !shapes.contains(where: { ShapeCheck(value, $0).faults.isEmpty }) {
        fault(path, "fits none of several types: \(value.compact.prefix(60))")
      }
    case .any: break
    }
  }

  private mutating func expect(
    _ condition: Bool, _ wanted: String, _ value: JSONValue, _ path: String
  ) {
    if !condition { fault(path, "is not \(wanted): \(value.compact.prefix(60))") }
  }

  private mutating func checkArray(_ value: JSONValue, _ element: TypeShape, _ path: String) {
    guard let elements = value.array else { return expect(false, "an array", value, path) }
    for value in elements { check(value, element, "\(path)[]") }
  }

  private mutating func checkMap(_ value: JSONValue, _ element: TypeShape, _ path: String) {
    guard let object = value.object else { return expect(false, "a map", value, path) }
    for member in object.members { check(member.value, element, "\(path).*") }
  }

  /// An object is of the type that it names, among those that may be there.
  private mutating func check(_ value: JSONValue, of types: [ObjectType], _ path: String) {
    guard let object = value.object else { return expect(false, "an object", value, path) }
    let members = types.flatMap { type -> [ObjectType] in
      guard let names = Families.members[type.typeName] else { return [type] }
      return names.compactMap { Catalog.embedded.object(named: $0) }
    }
    let name = object.text("object") ?? ""
    guard let type = members.first(where: { $0.typeName == name }) else {
      return fault(path, "is a `\(name)` and not one of \(members.map(\.typeName))")
    }
    // A deleted discount keeps its fields.
    if object["deleted"] == true, name != "discount" { return checkStub(object, path) }
    checkObject(value, type.fields, path.isEmpty ? name : "\(path)(\(name))")
  }

  private mutating func checkStub(_ object: JSONObject, _ path: String) {
    let surplus = Set(object.keys).subtracting(["id", "object", "deleted", "currency", "discount"])
    for name in surplus.sorted() { fault(path, "is deleted and has `\(name)`") }
  }

  /// Fields that Stripe answers with and that the SDK does not know, by `object` value. Source:
  /// recorded answers; for events of API v2, the classes that the SDK has for each type of event.
  private static let recorded: [String: Set<String>] = [
    "charge": ["destination", "dispute", "order"],
    "dispute": ["balance_transaction"],
    "payment_intent": ["shared_payment_granted_token"],
    "payment_method": ["shared_payment_granted_token"],
    "product": ["attributes"],
    "subscription": ["plan", "quantity"],
    "v2.core.event": ["related_object"],
  ]

  private static func isRecorded(_ name: String, of object: JSONObject) -> Bool {
    recorded[object.text("object") ?? ""]?.contains(name) ?? false
  }

  private mutating func checkObject(_ value: JSONValue, _ fields: [Field], _ path: String) {
    guard let object = value.object else { return expect(false, "an object", value, path) }
    let known = Dictionary(fields.map { ($0.name, $0) }) { first, _ in first }
    for member in object.members {
      let path = "\(path).\(member.key)"
      guard let field = known[member.key] else {
        if !Self.isRecorded(member.key, of: object) { fault(path, "is unknown") }
        continue
      }
      if field.isOnRequest { fault(path, "comes only by expand") }
      if member.value.isNull {
        if !field.isNullable, field.type != .any { fault(path, "is null") }
      } else {
        check(member.value, field.type, path)
      }
    }
    for field in fields where !field.isNullable && !field.isOnRequest && field.name != "deleted" {
      if object[field.name] == nil { fault("\(path).\(field.name)", "is missing") }
    }
  }

  private mutating func checkList(_ value: JSONValue, _ type: ObjectType, _ path: String) {
    guard let list = value.object, let rows = list["data"]?.array else {
      return expect(false, "a list", value, path)
    }
    let isV2 = list["object"] == nil
    let envelope: Set =
      isV2
      ? ["data", "next_page_url", "previous_page_url"]
      : ["object", "data", "has_more", "url", "next_page", "count", "total_count"]
    for name in Set(list.keys).subtracting(envelope).sorted() {
      fault("\(path).\(name)", "is unknown")
    }
    if !isV2, list["has_more"]?.bool == nil || list.text("url") == nil {
      fault(path, "is a list without has_more or url")
    }
    for row in rows { check(row, of: [type], "\(path)[]") }
  }
}
