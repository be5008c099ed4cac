import Expressions
import JSON

/// The shape and, if known, the value of a variable when a text is checked.
package struct VariableBinding: Sendable, Hashable {
  /// The shape of the variable's value.
  package var shape: ValueShape
  /// The value, if it is known already, as for an argument of a script or for `--set`.
  package var value: JSONValue?

  /// Creates a binding from a shape and, if known, a value.
  package init(_ shape: ValueShape, value: JSONValue? = nil) {
    self.shape = shape
    self.value = value
  }

  /// A variable of an unknown shape.
  package static let unknown = VariableBinding(.unknown)

  /// Returns a variable that already has a value, such as an argument.
  package static func known(_ value: JSONValue) -> VariableBinding {
    VariableBinding(ValueShape(of: value), value: value)
  }
}

extension ValueShape {
  /// Creates the shape of a known value.
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

  /// Returns the common shape of several values; `unknown` if they differ.
  package static func common(_ shapes: [ValueShape]) -> ValueShape {
    guard let first = shapes.first, shapes.allSatisfy({ $0 == first }) else { return .unknown }
    return first
  }
}
