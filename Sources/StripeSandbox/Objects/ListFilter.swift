import StripeCatalog

/// One filter of a list: the parameter, and the path of the value that it selects by.
struct ListFilter: Sendable, Hashable {
  /// The parameter, dotted where it is nested: "customer", "recurring.interval", "lookup_keys".
  let parameter: String
  /// The object's own path, which is the name in its digest: "lookup_key".
  let name: String
  /// True if `{gt, gte, lt, lte}` may be asked.
  let isRange: Bool
  /// True if few different values are to be expected, so that other filters narrow a list faster.
  let isCoarse: Bool

  /// The parameters of every list that are not filters.
  static let paging: Set<String> = [
    "limit", "starting_after", "ending_before", "expand", "page", "include",
  ]

  /// The filters of a list operation.
  static func all(of operation: Operation) -> [ListFilter] {
    operation.parameters
      .filter { !paging.contains($0.name) }
      .flatMap { filters(of: $0, under: nil, object: operation.object) }
  }

  private static func filters(
    of parameter: Parameter, under prefix: String?, object: ObjectType
  ) -> [ListFilter] {
    let path = prefix.map { "\($0).\(parameter.name)" } ?? parameter.name
    let isRange = parameter.isRange || isRangeOfTimes(parameter)
    if case .record(let record) = parameter.type, !isRange {
      return record.parameters.flatMap { filters(of: $0, under: path, object: object) }
    }
    var name = path
    var isCoarse = false
    switch parameter.type {
    case .array where prefix == nil: name = singular(of: path, in: object)
    case .boolean, .enumeration: isCoarse = true
    case .string, .integer, .number, .decimal, .timestamp, .any, .array, .map, .record, .object,
      .expandable, .list, .union:
      break
    }
    return [
      ListFilter(parameter: path, name: name, isRange: isRange, isCoarse: isCoarse)
    ]
  }

  /// API v2 writes times as texts, which the catalog does not tell from others.
  private static func isRangeOfTimes(_ parameter: Parameter) -> Bool {
    guard parameter.name == "created", case .record(let record) = parameter.type else {
      return false
    }
    return record.parameters.allSatisfy { ["gt", "gte", "lt", "lte"].contains($0.name) }
  }

  /// `ids` asks for `id`, `lookup_keys` for `lookup_key`.
  private static func singular(of name: String, in object: ObjectType) -> String {
    guard object.field(named: name) == nil, name.hasSuffix("s") else { return name }
    let singular = String(name.dropLast())
    return object.field(named: singular) == nil ? name : singular
  }
}
