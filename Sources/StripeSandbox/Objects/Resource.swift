import JSON
import SandboxStore
import StripeCatalog

/// One type of object with its entry in the catalog, its behavior, and its indexed fields.
final class Resource: Sendable {
  let type: ObjectType
  let typeName: String
  let idPrefix: String
  let blank: JSONObject
  /// By the parameter's name; the filters of all lists of the resource.
  let filters: [ListFilter]
  /// The fields that name an object under which this resource is listed: "customer".
  let parentFields: [String]
  let searchFields: [SearchField]
  let behavior: any ResourceBehavior
  /// The indexed fields: what list filters and search ask for, but `created`.
  let indexedFields: [IndexedField]
  /// The families it is listed with.
  let families: [String]
  /// The names in the index of the indexed fields that get a place in it.
  let indexNames: [String: String]
  /// What the search index finds it by: search fields, and list filters that ask for a range. Nil
  /// where there are none.
  let schema: SearchSchema?

  /// The name among indexed fields of the ids of an object's parents.
  static let parentName = "^"

  /// - Parameter namesake: the object with the same last word, whose ids look alike:
  ///   `v2.core.account` and `account`.
  init(_ type: ObjectType, namesake: ObjectType?, behavior: any ResourceBehavior) {
    self.type = type
    typeName = type.typeName
    idPrefix =
      type.idPrefixes.first ?? namesake?.idPrefixes.first
      ?? Self.inventedPrefix(for: type.typeName)
    blank = BlankObject.make(type, typeName: type.typeName)
    searchFields = type.searchFields
    self.behavior = behavior
    let lists = type.operations.filter { $0.kind == .list }
    var filters: [ListFilter] = []
    for filter in lists.flatMap(ListFilter.all) where !filters.contains(where: { $0 == filter }) {
      filters.append(filter)
    }
    self.filters = filters
    var names = Set<String>(["created"])
    let found = filters.map(\.name) + type.searchFields.map(\.name) + behavior.listRules.lookups
    indexedFields = found.filter { names.insert($0).inserted }.map { name in
      IndexedField(name, at: behavior.listRules.paths[name] ?? name)
    }
    families = Families.families(of: type.typeName)
    let indexed = Set(filters.filter { !$0.isRange }.map(\.name)).union([Self.parentName])
      .union(behavior.listRules.lookups)
    indexNames = Dictionary(
      uniqueKeysWithValues: indexed.map { ($0, Self.indexName($0, of: type.typeName)) })
    schema = Self.schema(type, filters)
    let parents = lists.compactMap { list in
      list.parents.isEmpty ? nil : list.pathParameters.last?.name
    }
    parentFields = Set(parents).filter { type.field(named: $0) != nil }.sorted()
  }

  private static func schema(_ type: ObjectType, _ filters: [ListFilter]) -> SearchSchema? {
    var fields = type.searchFields.filter { $0.name != "created" }.map { field in
      SearchedField(name: field.name, kind: field.name == "metadata" ? .map : field.kind.indexed)
    }
    let ranges = filters.filter { $0.isRange && $0.name != "created" }.map(\.name)
    for name in ranges where !fields.contains(where: { $0.name == name }) {
      fields.append(SearchedField(name: name, kind: .number))
    }
    return fields.isEmpty ? nil : SearchSchema(type: type.typeName, fields: fields)
  }

  /// Where the catalog knows no prefix: the initials of a long name, the beginning of a short one.
  private static func inventedPrefix(for typeName: String) -> String {
    let last = typeName.split(separator: ".").last ?? "object"
    let words = last.split(separator: "_")
    let initials = words.compactMap(\.first).map(String.init).joined()
    return (words.count > 1 ? initials : String(last.prefix(5))) + "_"
  }

  /// All values that a field can have, where the catalog names them.
  func words(of field: String) -> [String] {
    let values = type.field(named: field)?.type
    if case .enumeration(let words)? = values { return words }
    return values == .boolean ? ["true", "false"] : []
  }

  func indexName(_ name: String) -> String {
    indexNames[name] ?? Self.indexName(name, of: typeName)
  }

  private static func indexName(_ name: String, of typeName: String) -> String {
    "\(typeName).\(name)"
  }

  /// The resource's name in Stripe's messages.
  var displayName: String { behavior.names.spoken ?? typeName }
}

/// A field that list filters or search ask for.
struct IndexedField: Sendable {
  let name: String
  /// Where an object has its value: a key, or several of records in one another.
  let path: [String]

  init(_ name: String, at path: String) {
    self.name = name
    self.path = path.split(separator: ".").map(String.init)
  }
}

extension SearchField.Kind {
  fileprivate var indexed: SearchedField.Kind {
    switch self {
    case .numeric: .number
    case .token: .token
    case .string: .text
    }
  }
}
