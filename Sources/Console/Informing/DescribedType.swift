import StripeCatalog

extension TypeShape {
  /// The name of the type in the output of `describe`.
  var describedType: String {
    switch self {
    case .string: "string"
    case .enumeration: "enum"
    case .integer: "integer"
    case .number: "number"
    case .decimal: "decimal"
    case .boolean: "boolean"
    case .timestamp: "timestamp"
    case .any: "any"
    case .array(let element): "array of \(element.describedType)"
    case .map: "map"
    case .record: "object"
    case .object(let object): object.name
    case .expandable(let objects): objects.map(\.name).joined(separator: " or ") + " id"
    case .list(let object): "list of \(object.plural)"
    case .union(let shapes): Self.described(shapes)
    }
  }

  private static func described(_ shapes: [TypeShape]) -> String {
    var names: [String] = []
    for name in shapes.map(\.describedType) where !names.contains(name) { names.append(name) }
    return names.joined(separator: " or ")
  }

  /// The values of an enumeration, or the names of an object's members.
  var describedValues: [String] {
    switch self {
    case .enumeration(let values): values
    case .record(let record): record.names
    case .array(let element): element.describedValues
    case .union(let shapes): shapes.flatMap(\.describedValues)
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .map, .object,
      .expandable, .list:
      []
    }
  }

  /// The parameters of a nested object, or of the elements of a list of objects.
  var nestedParameters: [Parameter] {
    switch self {
    case .record(let record): record.parameters
    case .array(let element): element.nestedParameters
    case .union(let shapes): shapes.lazy.map(\.nestedParameters).first { !$0.isEmpty } ?? []
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map,
      .object, .expandable, .list:
      []
    }
  }
}

extension SearchField.Kind {
  /// The way in which Stripe's search matches the field.
  var words: String {
    switch self {
    case .numeric: "searchable (numeric)"
    case .token: "searchable (exact)"
    case .string: "searchable (substring)"
    }
  }
}

extension FilterMeaning {
  /// The condition on fields that the filter is equivalent to.
  var words: String {
    switch self {
    case .value(let path): "same as \(path)"
    case .least(let path): "same as min(\(path))"
    case .greatest(let path): "same as max(\(path))"
    case .absence(let path): "same as \(path) is null"
    case .equality(let path, let value): "same as \(path) = \"\(value)\""
    case .unseen: "not a field"
    }
  }
}
