extension Parameter {
  /// Returns true if an empty value clears the parameter.
  ///
  /// The SDK shows this for all types but plain strings, whose empty value is a value like others.
  /// Of those, Stripe clears the ones whose field can be null, and answers
  /// `parameter_invalid_empty` if the field always has a value.
  /// - Parameter isNullable: true if the field that the parameter sets can be null; nil if no field
  ///   of the object has its name.
  package func canBeCleared(isNullable: Bool?) -> Bool {
    if isClearable { return true }
    guard case .string = type, !isRequired else { return false }
    return isNullable ?? true
  }
}

extension ObjectType {
  /// Returns true if the field that a parameter sets can be null; nil if there is no such field.
  /// - Parameter name: the parameter as Stripe writes it: `address[city]`.
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
  /// Returns the field of a name in a record or an object, or in the elements of a list of these.
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
