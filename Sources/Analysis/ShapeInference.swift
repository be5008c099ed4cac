import Expressions
import JSON
import StripeCatalog

/// Infers the shapes of expressions from what is known of their parts.
struct ShapeInference {
  var variables: [String: VariableBinding]
  /// The row of a bulk write, which `$row` names; nil where there is none.
  var row: ValueShape?
  /// The operations inside the expression, by number.
  var operations: [InnerOperation]

  func shape(of scalar: Scalar) -> ValueShape {
    switch scalar {
    case .constant(let value): ValueShape(of: value)
    case .field(let path): following(row, path)
    case .variable(let name, let path): following(variables[name]?.shape, path)
    case .operation(let number):
      operations.indices.contains(number) ? operations[number].shape : .unknown
    case .now, .today: .time
    case .concatenation: .text
    case .array(let parts): .list(of: .common(parts.map(shape)))
    case .object(let members): record(members)
    case .call(let function, let arguments): result(of: function, arguments)
    case .column(let path, let rows):
      .list(of: following(shape(of: rows).element, path))
    case .fitted(_, let target): .typed(target.type)
    case .arithmetic: .number
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

  private func result(of function: Function, _ arguments: [Scalar]) -> ValueShape {
    switch function {
    case .count, .length: .integer
    case .sum, .avg: .number
    case .env, .lower, .upper, .iso: .text
    case .first, .last: arguments.first.flatMap { shape(of: $0).element } ?? .unknown
    case .min, .max:
      arguments.count == 1
        ? arguments.first.flatMap { shape(of: $0).element } ?? .unknown : .unknown
    case .coalesce: .common(arguments.map(shape))
    }
  }
}
