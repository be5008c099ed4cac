import JSON
import StripeCatalog

extension TypeShape {
  /// The type of the elements of an array; for other types the type itself.
  package var element: TypeShape {
    switch self {
    case .array(let element): element
    case .union(let shapes):
      shapes.lazy.compactMap { if case .array(let element) = $0 { element } else { nil } }.first
        ?? self
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map,
      .record, .object, .expandable, .list:
      self
    }
  }

  /// True if a value of this type can be an array.
  package var takesArray: Bool {
    switch self {
    case .array, .any: true
    case .union(let shapes): shapes.contains(where: \.takesArray)
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .enumeration, .map, .record,
      .object, .expandable, .list:
      false
    }
  }

  /// Returns the reason why a literal does not fit a parameter of this type, as the rest of a
  /// sentence; nil if it fits.
  /// - Parameter isAmount: True for an amount of money in the currency's smallest unit.
  package func problem(with value: JSONValue, isAmount: Bool = false) -> String? {
    // Null clears a parameter, whatever its type.
    if value.isNull { return nil }
    switch self {
    case .integer:
      return WholeNumber.problem(with: value, isAmount: isAmount)
    case .number, .decimal:
      return value.spelled.numeric == nil ? "takes a number" : nil
    case .timestamp:
      return UnixTime.problem(with: value)
    case .boolean:
      return value.bool == nil && value.spelledTruth == nil ? "takes true or false" : nil
    case .enumeration(let values):
      guard let text = value.spelled.string else { return "takes a string" }
      return text.isEmpty || values.contains(text) ? nil : "has no value \"\(text)\""
    case .string, .expandable:
      return value.string == nil ? "takes a string" : nil
    case .array:
      return value.unfolded.array == nil && value.string != "" ? "takes a list" : nil
    case .record, .map, .object:
      return value.unfolded.object == nil && value.string != "" ? "takes an object: { … }" : nil
    case .union(let shapes):
      let problems = shapes.compactMap { $0.problem(with: value, isAmount: isAmount) }
      return problems.count == shapes.count ? problems.first : nil
    case .any, .list:
      return nil
    }
  }
}
