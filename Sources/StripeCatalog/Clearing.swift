extension Parameter {
  /// Whether an empty value clears it. The SDK shows that of all types but plain strings, of which
  /// an empty one is a value like others; Stripe clears those whose field can be null. It answers
  /// `parameter_invalid_empty` where the field always has a value.
  /// - Parameter isNullable: whether the field that it sets can be null; nil where no field of the
  ///   object has its name.
  package func canBeCleared(isNullable: Bool?) -> Bool {
    if isClearable { return true }
    guard case .string = type, !isRequired else { return false }
    return isNullable ?? true
  }
}

extension ObjectType {
  /// Whether the field that a parameter sets can be null; nil where no field has that place.
  /// - Parameter name: as Stripe writes it: `address[city]`.
  package func isNullable(setBy name: String) -> Bool? {
    let words = name.split { $0 == "[" || $0 == "]" }.map(String.init).filter { Int($0) == nil }
    var shape = TypeShape.object(self)
    var found: Field?
    for word in words {
      guard let field = shape.memberField(named: word) else { return nil }
      (found, shape) = (field, field.type)
    }
    return found?.isNullable
  }
}

extension TypeShape {
  /// The field of a name in a record or an object, or in the elements of a list of such.
  fileprivate func memberField(named name: String) -> Field? {
    switch self {
    case .record(let record): record.field(named: name)
    case .object(let object), .list(let object): object.field(named: name)
    case .array(let element): element.memberField(named: name)
    case .union(let shapes): shapes.lazy.compactMap { $0.memberField(named: name) }.first
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map,
      .expandable:
      nil
    }
  }
}
