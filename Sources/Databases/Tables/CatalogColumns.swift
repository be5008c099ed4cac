import Expressions
import StripeCatalog

extension TableDefinition {
  /// Creates the table for whole objects: a column for each field that a row can have.
  /// - Parameter expanded: the paths that the statement expands. Fields that Stripe sends only on
  ///   request have a column if they are among them.
  package init(name: String, of object: ObjectType, expanded: [String]) {
    let roots = Set(expanded.map { String($0.prefix { $0 != "." }) })
    let fields = object.fields.filter { field in
      roots.contains(field.name) || !(field.isOnRequest || field.isByIDOnly)
    }
    let columns = fields.map {
      TableColumn($0.name, $0.columnKind, at: RowPath(keys: $0.name))
    }
    let keys = columns.filter { $0.name == Self.key && $0.kind == .text }
    self.init(
      name: name, columns: keys + columns.filter { $0.name != Self.key || $0.kind != .text },
      hasKey: !keys.isEmpty)
  }

  /// Returns the name of the table for an object when a statement names none: its plural, with
  /// underscores.
  package static func usualName(for object: ObjectType) -> String {
    String(object.plural.map { $0 == "." ? "_" : $0 })
  }
}

extension Field {
  fileprivate var columnKind: ColumnKind { isDateTime ? .timestamp : type.columnKind }
}

extension TypeShape {
  /// The kind of a column for values of this type.
  var columnKind: ColumnKind {
    switch self {
    case .string, .enumeration, .expandable: .text
    case .integer: .integer
    case .number: .number
    case .boolean: .boolean
    case .decimal: .decimal
    case .timestamp: .timestamp
    case .any, .array, .map, .record, .object, .list: .json
    case .union(let types): TypeShape.columnKind(ofAny: types)
    }
  }

  private static func columnKind(ofAny types: [TypeShape]) -> ColumnKind {
    let kinds = Set(types.map(\.columnKind))
    return kinds.count == 1 ? kinds.first ?? .json : .json
  }
}
