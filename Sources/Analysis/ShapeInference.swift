import Expressions
import JSON
import StripeCatalog

/// Infers the shapes of expressions from the shapes of their parts.
struct ShapeInference {
  var variables: [String: VariableBinding]
  /// The shape of `$row` in a bulk write; nil elsewhere.
  var row: ValueShape?
  /// The subqueries in the expression, by number.
  var operations: [InnerOperation]
  /// The aggregates of a group, by number.
  var aggregates: [Aggregate] = []

  func shape(of scalar: Scalar) -> ValueShape {
    switch scalar {
    case .constant(let value): ValueShape(of: value)
    case .field(let path): following(row, path)
    case .variable(let name, let path): following(variables[name]?.shape, path)
    case .operation(let number):
      operations.indices.contains(number) ? operations[number].shape : .unknown
    case .group(.aggregate(let number)) where aggregates.indices.contains(number):
      shape(of: aggregates[number])
    case .group, .element: .unknown
    case .each(_, let part): .list(of: shape(of: part))
    case .moment, .shifted: .time
    case .zone: .text
    case .concatenation: .text
    case .array(let parts): .list(of: .common(parts.map(shape)))
    case .object(let members): record(members)
    case .call(let function, let arguments): result(of: function, arguments)
    case .column(let path, let rows):
      .list(of: following(shape(of: rows).element, path))
    case .fitted(_, let target): .typed(target.type)
    case .arithmetic(let operation, let left, let right):
      difference(operation, shape(of: left), shape(of: right))
    case .comparison, .like, .membership, .isNull, .all, .any, .not: .boolean
    }
  }

  private func following(_ shape: ValueShape?, _ path: RowPath) -> ValueShape {
    (try? shape?.following(path.steps)) ?? .unknown
  }

  private func record(_ members: [ScalarMember]) -> ValueShape {
    var found = ValueMembers()
    for member in members { found[member.key] = shape(of: member.value) }
    return .record(found)
  }

  /// Returns the shape of a sum or a difference. A time and a number of seconds give a time; two
  /// times give a number of seconds.
  private func difference(
    _ operation: Arithmetic, _ left: ValueShape, _ right: ValueShape
  ) -> ValueShape {
    switch operation {
    case .add: (left == .time) != (right == .time) ? .time : .number
    case .subtract: left == .time && right != .time ? .time : .number
    case .multiply, .divide, .remainder: .number
    }
  }

  func shape(of aggregate: Aggregate) -> ValueShape {
    switch aggregate.function {
    case .count: .integer
    case .min, .max: aggregate.argument.map { shape(of: $0) } ?? .unknown
    case .sum, .avg: .number
    }
  }

  private func result(of function: Function, _ arguments: [Scalar]) -> ValueShape {
    switch function.signature.result {
    case .text: .text
    case .number: .number
    case .integer: .integer
    case .boolean: .boolean
    case .texts: .list(of: .text)
    case .unknown: .unknown
    case .common(let start):
      .common(arguments.dropFirst(start).filter { $0 != .constant(.null) }.map(shape))
    case .element:
      arguments.count == 1
        ? arguments.first.flatMap { shape(of: $0).element } ?? .unknown : .unknown
    }
  }
}
