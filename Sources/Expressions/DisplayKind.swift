import StripeCatalog

/// What the values of a column are to people, so that they can be shown as that.
package enum DisplayKind: Sendable, Hashable {
  /// Nothing is known: a value is shown by its JSON type.
  case unknown
  case text
  case number
  case boolean
  /// The id of an object, or the object itself.
  case id
  /// One of the values of an enumeration, such as a status.
  case state
  /// Unix seconds, or a text that holds a time as RFC 3339 writes it.
  case time
  /// An amount in the smallest unit of the currency that the same row names at a path; nil where
  /// no currency is known.
  case money(currency: RowPath?)
}

extension ObjectType {
  /// Returns what the values at a path are; nil where the object has no such field.
  package func displayKind(at path: RowPath) -> DisplayKind? {
    var walk = FieldKindWalk(shape: .object(self))
    for step in path.steps {
      guard walk.take(step) else { return nil }
    }
    return walk.kind
  }
}

/// One walk along a path through the catalog's types, up to the field that it ends in.
private struct FieldKindWalk {
  var shape: TypeShape
  private var steps: [RowPath.Step] = []
  private var field: Field?
  /// That of the record nearest to the end of the path.
  private var currency: RowPath?
  private var isID = false

  init(shape: TypeShape) {
    self.shape = shape
  }

  /// Returns whether the step leads somewhere.
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
      // Through all elements, where no position was named.
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
  /// The type of a member that is not among the fields: what a map or a list holds.
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

  /// What values of the type are to people, as far as the type alone says.
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
