import Expressions
import JSON

/// What is known of a variable when a text is checked.
package struct VariableBinding: Sendable, Hashable {
  package var shape: ValueShape
  /// The value, where it is known already: an argument of a script, `--set`.
  package var value: JSONValue?

  package init(_ shape: ValueShape, value: JSONValue? = nil) {
    self.shape = shape
    self.value = value
  }

  /// A variable that nothing is known of.
  package static let unknown = VariableBinding(.unknown)

  /// A variable that holds a value already, such as an argument.
  package static func known(_ value: JSONValue) -> VariableBinding {
    VariableBinding(ValueShape(of: value), value: value)
  }
}

extension ValueShape {
  /// The shape of a value that is there.
  package init(of value: JSONValue) {
    switch value {
    case .null: self = .unknown
    case .bool: self = .boolean
    case .number: self = .number
    case .string: self = .text
    case .array(let elements): self = .list(of: .common(elements.map(ValueShape.init(of:))))
    case .object(let object):
      var members = ValueMembers()
      for member in object.members { members[member.key] = ValueShape(of: member.value) }
      self = .record(members)
    }
  }

  /// What several values have in common: their shape where all have the same.
  package static func common(_ shapes: [ValueShape]) -> ValueShape {
    guard let first = shapes.first, shapes.allSatisfy({ $0 == first }) else { return .unknown }
    return first
  }
}
