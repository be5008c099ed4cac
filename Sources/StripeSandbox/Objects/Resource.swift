import JSON
import SandboxStore
import StripeCatalog

/// One type of object with its entry in the catalog, its behavior, and its indexed fields.
struct Resource: Sendable {
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
  /// Names of the indexed fields: what list filters and search ask for, but `created`.
  let fieldNames: [String]
  /// The families it is listed with.
  let families: [String]
  /// Names of indexed fields that get a place in the index.
  let indexedNames: Set<String>

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
    fieldNames = found.filter {
      names.insert($0).inserted
    }
    families = Families.families(of: type.typeName)
    indexedNames = Set(filters.filter { !$0.isRange }.map(\.name)).union([Self.parentName])
      .union(behavior.listRules.lookups)
    let parents = lists.compactMap { list in
      list.parents.isEmpty ? nil : list.pathParameters.last?.name
    }
    parentFields = Set(parents).filter { type.field(named: $0) != nil }.sorted()
  }

  /// Where the catalog knows no prefix: the initials of a long name, the beginning of a short one.
  private static func inventedPrefix(for typeName: String) -> String {
    let last = typeName.split(separator: ".").last ?? "object"
    let words = last.split(separator: "_")
    let initials = words.compactMap(\.first).map(String.init).joined()
    return (words.count > 1 ? initials : String(last.prefix(5))) + "_"
  }

  func indexName(_ name: String) -> String { "\(typeName).\(name)" }

  /// The resource's name in Stripe's messages.
  var displayName: String { behavior.names.spoken ?? typeName }
}
