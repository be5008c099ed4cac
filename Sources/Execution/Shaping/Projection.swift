import Expressions
import JSON

/// Creates the rows of a `select`.
enum Projection {
  /// The columns of a row; a path keeps Stripe's nesting, a name given by `as` stands at the top.
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

extension JSONObject {
  fileprivate mutating func set(_ column: Column, to value: JSONValue) {
    var whole = JSONValue.object(self)
    whole.set(column.path.steps[...], to: value)
    self = whole.object ?? self
  }
}

extension JSONValue {
  /// Puts a value where a path leads, making what is missing on the way: an element of an array
  /// stands behind as many nulls as come before it.
  fileprivate mutating func set(_ steps: ArraySlice<RowPath.Step>, to value: JSONValue) {
    guard let step = steps.first else { return self = object.map { value.joined(to: $0) } ?? value }
    switch step {
    case .key(let key):
      var object = self.object ?? string.map { ["id": .string($0)] } ?? JSONObject()
      var member = object[key] ?? .null
      member.set(steps.dropFirst(), to: value)
      object[key] = member
      self = .object(object)
    case .index(let index):
      var elements = array ?? []
      // No list of Stripe's is that long; a position beyond it has no value to show.
      guard index < 1_000 else { return }
      while elements.count <= index { elements.append(.null) }
      elements[index].set(steps.dropFirst(), to: value)
      self = .array(elements)
    case .each:
      // Where there is no list, nothing is in it to be shown.
      guard let values = value.array else { return }
      var elements = array ?? []
      while elements.count < values.count { elements.append(.null) }
      for (index, value) in values.enumerated() {
        elements[index].set(steps.dropFirst(), to: value)
      }
      self = .array(elements)
    }
  }

  /// An id beside fields of its object is the `id` of that object: `customer, customer.email`.
  private func joined(to object: JSONObject) -> JSONValue {
    guard case .string = self else { return self }
    var object = object
    object["id"] = self
    return .object(object)
  }
}
