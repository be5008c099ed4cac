import StripeCatalog

/// The shape of a value, as far as it is known before a program runs: from the catalog, a `select`,
/// the header of a file, or the expression that computes it.
package indirect enum ValueShape: Sendable, Hashable {
  /// Any value with any members: a response to `request`, JSON from a file, metadata.
  case unknown
  /// A value as Stripe sends it; ids at the expanded paths are whole objects.
  case typed(TypeShape, expanded: [[String]])
  /// A list whose elements have the same shape.
  case list(of: ValueShape)
  /// An object with exactly these members: a row of a `select`, of a file, or `{ a: 1 }`.
  case record(ValueMembers)

  /// Returns the shape of a type in which no id is expanded.
  package static func typed(_ shape: TypeShape) -> ValueShape {
    shape == .any ? .unknown : .typed(shape, expanded: [])
  }

  /// A string.
  package static let text = ValueShape.typed(.string)
  /// A number, whole or not.
  package static let number = ValueShape.typed(.number)
  /// A whole number, such as a count or an amount in the smallest currency unit.
  package static let integer = ValueShape.typed(.integer)
  /// True or false.
  package static let boolean = ValueShape.typed(.boolean)
  /// A time in Unix seconds.
  package static let time = ValueShape.typed(.timestamp)

  /// One of Stripe's objects.
  package static func object(_ object: ObjectType, expanded: [[String]] = []) -> ValueShape {
    .typed(.object(object), expanded: expanded)
  }
}

/// The named members of a record, in their order.
package struct ValueMembers: Sendable, Hashable {
  /// The names of the members, in the order of their insertion.
  package private(set) var names: [String] = []
  /// The names of the members that are amounts of money, in any currency.
  package var amounts: Set<String> = []
  private var shapes: [String: ValueShape] = [:]

  /// A record without members.
  package init() {}

  /// The shape of a member; nil if the record has none of that name.
  package subscript(name: String) -> ValueShape? {
    get { shapes[name] }
    set {
      if shapes[name] == nil, newValue != nil { names.append(name) }
      shapes[name] = newValue
    }
  }

  /// The member of a record with exactly one; nil for other records.
  package var only: (name: String, shape: ValueShape)? {
    guard names.count == 1, let name = names.first, let shape = shapes[name] else { return nil }
    return (name, shape)
  }

  /// Sets the member at the end of a path; missing records and lists on the path are created.
  package mutating func set(_ steps: ArraySlice<RowPath.Step>, to shape: ValueShape) {
    guard case .key(let name)? = steps.first else { return }
    if shapes[name] == nil { names.append(name) }
    // The old value is moved out, so that it has no second reference and is not copied when it
    // grows.
    shapes[name] = ValueMembers.value(
      shapes.updateValue(.unknown, forKey: name), setting: steps.dropFirst(), to: shape)
  }

  private static func value(
    _ present: consuming ValueShape?, setting steps: ArraySlice<RowPath.Step>, to shape: ValueShape
  ) -> ValueShape {
    switch steps.first {
    case nil:
      guard shape.isID, var members = present.takeMembers() else { return shape }
      members["id"] = shape
      return .record(members)
    case .key?:
      var members = present.takeMembers() ?? ValueMembers()
      members.set(steps, to: shape)
      return .record(members)
    case .index?, .each?:
      return .list(of: value(present.takeElement(), setting: steps.dropFirst(), to: shape))
    }
  }
}

extension ValueShape {
  /// True if it is the id of an object that expansion can put in its place.
  fileprivate var isID: Bool {
    guard case .typed(.expandable, let expanded) = self else { return false }
    return !expanded.contains([])
  }
}

extension ValueShape? {
  /// Takes out the members of a record, or the id of an object whose id is selected with fields of
  /// it; nil for any other shape.
  fileprivate mutating func takeMembers() -> ValueMembers? {
    if let shape = self, shape.isID {
      var members = ValueMembers()
      members["id"] = shape
      return members
    }
    guard case .record(let members) = self else { return nil }
    self = nil
    return members
  }

  /// Moves the shape of a list's elements out; nil for other shapes.
  fileprivate mutating func takeElement() -> ValueShape? {
    guard case .list(let element) = self else { return nil }
    self = nil
    return element
  }
}
