import StripeCatalog

extension TypeShape {
  /// The type in a word or two, as a list of choices shows it.
  var summary: String {
    switch self {
    case .string: "string"
    case .integer, .number: "number"
    case .boolean: "boolean"
    case .decimal: "decimal"
    case .timestamp: "time"
    case .any: ""
    case .enumeration(let values): values.joined(separator: " | ")
    case .array(let element): element.summary.isEmpty ? "list" : "list of \(element.summary)"
    case .map: "key-value pairs"
    case .record: "{ … }"
    case .object(let object): object.name
    case .expandable(let objects): objects.map(\.name).joined(separator: " or ") + " id"
    case .list(let object): "list of \(object.plural)"
    case .union(let types): TypeShape.summary(of: types)
    }
  }

  private static func summary(of types: [TypeShape]) -> String {
    var parts: [String] = []
    for part in types.map(\.summary) where !part.isEmpty && !parts.contains(part) {
      parts.append(part)
    }
    return parts.joined(separator: " or ")
  }

  /// The strings of an enumeration, also one in a list or a union.
  var enumerationValues: [String] {
    switch self {
    case .enumeration(let values): values
    case .array(let element): element.enumerationValues
    case .union(let types): types.flatMap(\.enumerationValues)
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .map, .record, .object,
      .expandable, .list:
      []
    }
  }

  /// Returns true if a test holds for the type, or for one in its list or union.
  func mayBe(_ test: (TypeShape) -> Bool) -> Bool {
    switch self {
    case .array(let element): element.mayBe(test)
    case .union(let types): types.contains { $0.mayBe(test) }
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map,
      .record, .object, .expandable, .list:
      test(self)
    }
  }
}
