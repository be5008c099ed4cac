import Analysis
import Evaluation
import JSON

/// Makes the rows of a `select`.
enum Projection {
  /// The columns of a row; a path keeps Stripe's nesting, a name given by `as` stands at the top.
  static func row(_ columns: [Column], of row: Row) throws(EvaluationError) -> JSONValue {
    var object = JSONObject()
    for column in columns {
      guard case .scalar(let scalar) = column.content else { continue }
      object.set(column, to: try scalar.evaluated(on: row))
    }
    return .object(object)
  }
}

extension Row {
  /// The same group with its paths nested as Stripe has them.
  func nested(_ columns: [Column]) -> Row {
    guard case .computed(let value) = self else { return self }
    var object = JSONObject()
    for column in columns { object.set(column, to: value[column.label] ?? .null) }
    return .computed(.object(object))
  }
}

extension JSONObject {
  fileprivate mutating func set(_ column: Column, to value: JSONValue) {
    guard let path = column.path else { return self[column.label] = value }
    set(path.steps[...], to: value)
  }

  /// A position in an array cannot be kept without the elements before it: it becomes a key.
  private mutating func set(_ steps: ArraySlice<RowPath.Step>, to value: JSONValue) {
    guard let step = steps.first else { return }
    let key =
      switch step {
      case .key(let key): key
      case .index(let index): String(index)
      }
    let rest = steps.dropFirst()
    guard !rest.isEmpty else { return self[key] = value }
    var nested = self[key]?.object ?? JSONObject()
    nested.set(rest, to: value)
    self[key] = .object(nested)
  }
}
