import StripeCatalog

extension TypeShape {
  /// The type that values of this type are compared as.
  package var valueKind: ValueKind {
    switch self {
    case .integer, .number, .decimal: .number
    case .timestamp: .timestamp
    case .boolean: .boolean
    case .string, .enumeration, .expandable: .text
    case .any, .array, .map, .record, .object, .list, .union: .any
    }
  }

  /// The values of an enumeration; nil for other types, including a union of words and texts.
  package var enumerationValues: [String]? {
    guard case .enumeration(let values) = self else { return nil }
    return values
  }

  /// The name of the type in messages.
  package var typeName: String {
    switch self {
    case .string, .enumeration: "string"
    case .integer, .number: "number"
    case .decimal: "decimal"
    case .boolean: "boolean"
    case .timestamp: "time"
    case .any: "value"
    case .array: "array"
    case .map, .record: "object"
    case .object(let object): object.name
    case .expandable(let objects): objects.map(\.name).joined(separator: " or ") + " id"
    case .list(let object): "list of \(object.plural)"
    case .union(let shapes): shapes.map(\.typeName).joined(separator: " or ")
    }
  }

  /// True if it is Stripe's list object; an array is not one.
  package var isList: Bool {
    if case .list = self { return true }
    return false
  }

  /// True if it is, or can be, one of Stripe's objects or the id of one.
  package var isObject: Bool {
    switch self {
    case .object, .expandable: true
    case .union(let shapes): shapes.contains(where: \.isObject)
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .array,
      .map, .record, .list:
      false
    }
  }

  /// Returns the field of a record, of an object, or of any type in a union; nil if there is none.
  package func field(named name: String) -> Field? {
    switch self {
    case .record(let record): record.field(named: name)
    case .object(let object): object.field(named: name)
    case .expandable(let objects): objects.lazy.compactMap { $0.field(named: name) }.first
    case .union(let shapes): shapes.lazy.compactMap { $0.field(named: name) }.first
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .array,
      .map, .list:
      nil
    }
  }

  /// The names of the fields that `field(named:)` finds; empty for types without fields.
  package var fieldNames: [String] {
    switch self {
    case .record(let record): record.names
    case .object(let object): object.record.names
    case .expandable(let objects): objects.flatMap(\.record.names)
    case .union(let shapes): shapes.flatMap(\.fieldNames)
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .array,
      .map, .list:
      []
    }
  }
}

extension TypeShape {
  /// The part of the type that a dotted key refers to.
  package var memberShape: TypeShape {
    guard case .union(let shapes) = self else { return self }
    return shapes.first { $0.problem(with: .object([:])) == nil } ?? self
  }
}
