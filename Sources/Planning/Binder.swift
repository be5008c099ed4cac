import Analysis
import Diagnostics
import Expressions
import JSON

/// Evaluates or binds the expressions of a checked statement.
struct Binder {
  let bindings: Bindings
  let place: Place

  func bound(_ scalar: Scalar) throws(PlanningError) -> Scalar {
    do {
      return try scalar.bound(bindings)
    } catch {
      throw PlanningError(error.message, at: place)
    }
  }

  func bound(_ scalar: Scalar?) throws(PlanningError) -> Scalar? {
    guard let scalar else { return nil }
    return try bound(scalar) as Scalar
  }

  func value(_ scalar: Scalar) throws(PlanningError) -> JSONValue {
    do {
      let bound = try scalar.bound(bindings)
      // A value computed from unknown values is displayed as its expression.
      if bindings.allowsPlaceholders, !bound.isConstant, bound.hasPlaceholder {
        return .string(bound.sourceText)
      }
      return try bound.evaluated(on: NoRow())
    } catch {
      throw PlanningError(error.message, at: place)
    }
  }

  func integer(
    _ scalar: Scalar?, in range: ClosedRange<Int>, _ name: String
  ) throws(PlanningError) -> Int? {
    guard let scalar else { return nil }
    let value = try value(scalar)
    if bindings.allowsPlaceholders, value.isPlaceholder { return nil }
    guard let number = value.numeric?.integer, range.contains(number) else {
      let bounds =
        range.upperBound == .max
        ? "from \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
      throw PlanningError(
        "`\(name)` requires a whole number \(bounds), got \(value.compact)", at: place)
    }
    return number
  }

  /// Returns ids from texts, from objects that have one, and from lists of either.
  func ids(_ scalars: [Scalar]) throws(PlanningError) -> [String] {
    var ids: [String] = []
    for scalar in scalars { try collect(try value(scalar), into: &ids) }
    return ids
  }

  private func collect(_ value: JSONValue, into ids: inout [String]) throws(PlanningError) {
    switch value {
    case .string(let id) where !id.isEmpty: ids.append(id)
    case .object(let object) where object["id"]?.string != nil:
      try collect(object["id"] ?? .null, into: &ids)
    case .array(let elements):
      for element in elements { try collect(element, into: &ids) }
    case .null, .bool, .number, .string, .object:
      throw PlanningError("an id is required, got \(value.compact.prefix(80))", at: place)
    }
  }

  func filters(_ filters: [ListFilter]) throws(PlanningError) -> [BoundFilter] {
    var bound: [BoundFilter] = []
    for filter in filters {
      bound.append(
        BoundFilter(
          path: filter.path, comparison: filter.comparison, value: try value(filter.value)))
    }
    return bound
  }

  func columns(_ columns: [SelectedColumn]?) throws(PlanningError) -> [SelectedColumn]? {
    guard let columns else { return nil }
    var bound: [SelectedColumn] = []
    for column in columns {
      var column = column
      column.scalar = try self.bound(column.scalar) as Scalar
      bound.append(column)
    }
    return bound
  }

  func grouping(_ grouping: Grouping?) throws(PlanningError) -> Grouping? {
    guard var grouping else { return nil }
    for index in grouping.keys.indices {
      grouping.keys[index] = try bound(grouping.keys[index]) as Scalar
    }
    for index in grouping.aggregates.indices {
      grouping.aggregates[index].argument = try bound(grouping.aggregates[index].argument)
    }
    grouping.having = try bound(grouping.having)
    return grouping
  }

  func order(_ keys: [OrderKey]) throws(PlanningError) -> [OrderKey] {
    var bound: [OrderKey] = []
    for key in keys {
      bound.append(
        OrderKey(scalar: try self.bound(key.scalar) as Scalar, isDescending: key.isDescending))
    }
    return bound
  }
}

/// A list filter whose value is known.
struct BoundFilter: Hashable {
  var path: [String]
  var comparison: Comparison
  var value: JSONValue

  /// The condition that the rows of the filtered list satisfy.
  var condition: Scalar {
    .comparison(comparison, .field(RowPath(path.map(RowPath.Step.key))), .constant(value), as: .any)
  }
}
