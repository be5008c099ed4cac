import Expressions
import JSON

/// Creates the rows of a `select`.
enum Projection {
  /// The columns of a row; a path keeps Stripe's nesting, an alias is a field of the row itself.
  static func row(
    _ columns: [SelectedColumn], of row: ShownRow
  ) throws(EvaluationError) -> JSONValue {
    var object = JSONObject()
    for column in columns {
      object.set(
        try value(of: column.scalar, in: column.column, on: row), at: column.column.path,
        keepsIDs: true)
    }
    return .object(object)
  }

  /// Returns the columns of a group.
  static func row(
    _ columns: [SelectedColumn], of group: GroupRow
  ) throws(EvaluationError) -> JSONValue {
    var object = JSONObject()
    for column in columns {
      object.set(try column.scalar.evaluated(on: group), at: column.column.path, keepsIDs: true)
    }
    return .object(object)
  }

  /// Returns the value of a column. A path through lists keeps the lists if its column does; else
  /// its values are one list.
  private static func value(
    of scalar: Scalar, in column: Column, on row: ShownRow
  ) throws(EvaluationError) -> JSONValue {
    guard column.path.isMany, case .field(let path) = scalar else {
      return try scalar.evaluated(on: row)
    }
    return row.nestedValue(at: path) ?? .null
  }
}
