import JSON

extension Scalar {
  /// Returns the value on a row. Everything but fields must have been bound before.
  /// - Throws: `EvaluationError` if a part has no value, for example after a division by zero.
  package func evaluated(on scope: some Scope) throws(EvaluationError) -> JSONValue {
    switch self {
    case .constant(let value): return value
    case .field(let path): return scope.field(path) ?? .null
    case .variable(let name, _): throw EvaluationError("unknown variable `$\(name)`")
    case .operation: throw EvaluationError("the subquery returned no result (internal error)")
    case .group(let part): return scope.part(part) ?? .null
    case .element(let path): return scope.element(path) ?? .null
    case .each(let list, let part): return try Scalar.each(list, part, on: scope)
    case .moment, .zone: throw EvaluationError("the time is not available here")
    case .shifted(let time, let duration, let zone):
      return try duration.added(
        to: try time.evaluated(on: scope), in: try zone.evaluated(on: scope))
    case .concatenation(let parts): return .string(try Scalar.joined(parts, on: scope))
    case .array(let parts):
      return try ValueLimit.checked(.array(try Scalar.values(parts, on: scope)))
    case .object(let members):
      return try ValueLimit.checked(.object(try Scalar.object(members, on: scope)))
    case .call(let function, let arguments):
      guard !function.isLazy else {
        return try function.chosen(among: arguments, on: scope)
      }
      return try function.applied(to: try Scalar.operands(arguments, of: function, on: scope))
    case .column(let path, let rows):
      return Scalar.column(path, of: try rows.evaluated(on: scope))
    case .fitted(let part, let target):
      return try Scalar.fit(try part.evaluated(on: scope), to: target, writtenAs: part)
    case .arithmetic(let operation, let left, let right):
      return try operation.applied(try left.evaluated(on: scope), try right.evaluated(on: scope))
    case .comparison, .like, .membership, .isNull, .all, .any, .not:
      return .bool(try holds(on: scope))
    }
  }

  /// Returns true if the condition is true of a row. Logic has two values: with a missing or null
  /// value every comparison but `!=` is false.
  /// - Throws: `EvaluationError` if a part has no value.
  package func holds(on scope: some Scope) throws(EvaluationError) -> Bool {
    switch self {
    case .comparison(let comparison, let left, let right, let kind):
      return try Scalar.compare(comparison, left, right, as: kind, on: scope)
    case .like(let subject, let pattern):
      return try Scalar.isLike(subject, pattern, on: scope)
    case .membership(let subject, let candidates, let kind):
      return try Scalar.isMember(subject, of: candidates, as: kind, on: scope)
    case .isNull(let part):
      guard part.isMany else { return try part.evaluated(on: scope).isNull }
      return try part.alternatives(on: scope).allSatisfy(\.isNull)
    case .all(let parts):
      for part in parts where part.listBound == nil {
        guard try part.holds(on: scope) else { return false }
      }
      return try ListBounds.hold(in: parts, on: scope)
    case .any(let parts):
      for part in parts where try part.holds(on: scope) { return true }
      return false
    case .not(let part):
      return try !part.holds(on: scope)
    case .constant, .field, .variable, .operation, .group, .moment, .zone, .element, .each,
      .shifted, .concatenation,
      .array, .object,
      .call, .column, .fitted, .arithmetic:
      return try Scalar.truth(of: try evaluated(on: scope))
    }
  }

  /// Returns the values of rows at a path; a single row counts as a list of one.
  private static func column(_ path: RowPath, of rows: JSONValue) -> JSONValue {
    let rows = rows.array ?? rows["data"]?.array ?? [rows]
    return .array(rows.map { $0.value(at: path) ?? .null })
  }

  /// Returns the values of an expression for the elements of a list; none if there is no list.
  private static func each(
    _ list: RowPath, _ part: Scalar, on scope: some Scope
  ) throws(EvaluationError) -> JSONValue {
    var values: [JSONValue] = []
    for element in scope.elements(of: list) {
      values.append(try part.evaluated(on: ElementScope(row: scope, value: element)))
    }
    return .array(values)
  }

  private static func fit(
    _ value: JSONValue, to target: ValueTarget, writtenAs part: Scalar
  ) throws(EvaluationError) -> JSONValue {
    do {
      return try target.fitted(value)
    } catch {
      let origin = part.isConstant ? "" : "`\(part.sourceText)`: "
      throw EvaluationError(origin + error.sentence)
    }
  }

  private static func truth(of value: JSONValue) throws(EvaluationError) -> Bool {
    switch value {
    case .bool(let bool): return bool
    case .null: return false
    case .number, .string, .array, .object:
      throw EvaluationError("a condition must be true or false, but this is \(value.compact)")
    }
  }

  /// Returns the arguments of a function. Aggregates ignore elements that lack the member.
  private static func operands(
    _ arguments: [Scalar], of function: Function, on scope: some Scope
  ) throws(EvaluationError) -> [JSONValue] {
    var values = try values(arguments, on: scope)
    if function.aggregate != nil, let elements = values.first?.array,
      arguments.first?.isMany == true
    {
      values[0] = .array(elements.filter { !$0.isNull })
    }
    return values
  }

  private static func values(
    _ parts: [Scalar], on scope: some Scope
  ) throws(EvaluationError) -> [JSONValue] {
    var values: [JSONValue] = []
    for part in parts { values.append(try part.evaluated(on: scope)) }
    return values
  }

  /// Returns an object; that no key is given twice has been checked.
  private static func object(
    _ members: [ScalarMember], on scope: some Scope
  ) throws(EvaluationError) -> JSONObject {
    var values: [JSONMember] = []
    values.reserveCapacity(members.count)
    for member in members {
      values.append(JSONMember(member.key, try member.value.evaluated(on: scope)))
    }
    return JSONObject(values)
  }

  private static func joined(
    _ parts: [Scalar], on scope: some Scope
  ) throws(EvaluationError) -> String {
    try Function.joined(try values(parts, on: scope))
  }
}
