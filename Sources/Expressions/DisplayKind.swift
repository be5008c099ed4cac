import StripeCatalog

/// The kind of values in a column, which decides how they are displayed.
package enum DisplayKind: Sendable, Hashable {
  /// An unknown kind: each value is shown by its JSON type.
  case unknown
  case text
  case number
  case boolean
  /// The id of an object, or the object itself.
  case id
  /// A value of an enumeration, such as a status.
  case state
  /// A time: Unix seconds, or a text in RFC 3339 format.
  case time
  /// An amount in the smallest unit of its currency. The path leads to the currency in the same
  /// row; nil if the currency is unknown.
  case money(currency: RowPath?)
}

extension ObjectType {
  /// Returns the kind of the values at a path; nil if the object has no such field.
  package func displayKind(at path: RowPath) -> DisplayKind? {
    var walk = FieldKindWalk(shape: .object(self))
    for step in path.steps {
      guard walk.take(step) else { return nil }
    }
    return walk.kind
  }
}

/// Follows a path through the types of the catalog, to the field at its end.
private struct FieldKindWalk {
  var shape: TypeShape
  private var steps: [RowPath.Step] = []
  private var field: Field?
  /// The path to the currency of the record nearest to the end of the path.
  private var currency: RowPath?
  private var isID = false

  init(shape: TypeShape) {
    self.shape = shape
  }

  /// Follows a step; returns false if there is no such field.
  mutating func take(_ step: RowPath.Step) -> Bool {
    switch step {
    case .each: return true
    case .index:
      if case .array(let element) = shape { shape = element }
      steps.append(step)
      return true
    case .key(let name): return take(key: name)
    }
  }

  private mutating func take(key: String) -> Bool {
    if case .array(let element) = shape {
      // A list without an index means all of its elements.
      if case .index? = steps.last {} else { steps.append(.each) }
      shape = element
    }
    if shape.field(named: Self.currencyName) != nil {
      currency = RowPath(steps + [.key(Self.currencyName)])
    }
    isID = key == "id" && shape.isObject
    steps.append(.key(key))
    field = shape.field(named: key)
    guard let next = field?.type ?? shape.unlistedMember(key) else { return false }
    shape = next
    return true
  }

  private static let currencyName = "currency"

  var kind: DisplayKind {
    if field?.isAmount == true { return .money(currency: currency) }
    if field?.isDateTime == true { return .time }
    if isID { return .id }
    return shape.displayKind
  }
}

extension TypeShape {
  /// Returns the type of a member that is not a declared field: an entry of a map or a list.
  fileprivate func unlistedMember(_ key: String) -> TypeShape? {
    switch self {
    case .any: .any
    case .map(let value): value
    case .list(let element) where key == "data": .array(of: .object(element))
    case .list: .any
    case .record, .object, .expandable, .union, .array, .string, .integer, .number, .boolean,
      .decimal, .timestamp, .enumeration:
      nil
    }
  }

  /// The kind of values of this type, as far as the type determines it.
  package var displayKind: DisplayKind {
    switch self {
    case .string: .text
    case .integer, .number, .decimal: .number
    case .boolean: .boolean
    case .timestamp: .time
    case .enumeration: .state
    case .expandable, .object: .id
    case .array(let element): element.displayKind
    case .any, .map, .record, .list, .union: .unknown
    }
  }
}
