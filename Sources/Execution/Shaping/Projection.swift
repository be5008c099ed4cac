import Expressions
import JSON
import OrderedCollections

/// Creates the rows of a `select`: a path keeps Stripe's nesting, an alias is a field of the row
/// itself.
struct Projection {
  private let members: [Member]

  /// One member of a row, and what it is made of.
  private enum Member {
    /// The value of one column.
    case value(String, SelectedColumn)
    /// An object with members of its own.
    case object(String, Projection)
    /// What is set by one column after another: elements of lists, and an object beside its id.
    case joined(String, [Part])
  }

  /// A column, and its path from the object that contains it.
  private struct Part {
    let path: RowPath
    let column: SelectedColumn

    /// The part in terms of the member that its path begins with.
    var inner: Part {
      Part(path: RowPath(Array(path.steps.dropFirst())), column: column)
    }
  }

  init(_ columns: [SelectedColumn]) {
    self.init(parts: columns.map { Part(path: $0.column.path, column: $0) })
  }

  private init(parts: [Part]) {
    var byKey: OrderedDictionary<String, [Part]> = [:]
    for part in parts {
      guard let key = part.path.root else { continue }
      byKey[key, default: []].append(part)
    }
    members = byKey.map { key, parts in
      if parts.count == 1, parts[0].path.singleKey != nil { return .value(key, parts[0].column) }
      let inner = parts.map(\.inner)
      return inner.allSatisfy { $0.path.root != nil }
        ? .object(key, Projection(parts: inner)) : .joined(key, parts)
    }
  }

  /// Returns the columns of a row.
  func row(of row: ShownRow) throws(EvaluationError) -> JSONValue {
    .object(
      try object { column throws(EvaluationError) in
        try Self.value(of: column.scalar, in: column.column, on: row)
      })
  }

  /// Returns the columns of a group.
  func row(of group: GroupRow) throws(EvaluationError) -> JSONValue {
    .object(
      try object { column throws(EvaluationError) in try column.scalar.evaluated(on: group) })
  }

  private func object(
    _ value: (SelectedColumn) throws(EvaluationError) -> JSONValue
  ) throws(EvaluationError) -> JSONObject {
    var made: [JSONMember] = []
    made.reserveCapacity(members.count)
    for member in members {
      switch member {
      case .value(let key, let column):
        made.append(JSONMember(key, try value(column)))
      case .object(let key, let inner):
        made.append(JSONMember(key, .object(try inner.object(value))))
      case .joined(_, let parts):
        var object = JSONObject()
        for part in parts { object.set(try value(part.column), at: part.path, keepsIDs: true) }
        made += object.members
      }
    }
    return JSONObject(made)
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
