import Evaluation
import JSON
import StripeCatalog

/// Turns parts of a condition into filters of a list endpoint.
///
/// A filter lets through at least what the part admits; `decides` tells which let nothing else
/// through, so that their part need not be tested again.
struct ListPushdown {
  let list: Operation

  /// More alternatives than this are read as one list and tested row by row.
  private static let alternativesLimit = 8

  /// The parts of a condition that the list can carry.
  func covered(_ condition: Scalar) -> [Scalar] {
    condition.conjuncts.filter { filter(for: $0) != nil }
  }

  /// Whether rows of the list need no further test.
  func carriesAll(of condition: Scalar) -> Bool {
    condition.conjuncts.allSatisfy { decides($0, in: condition) }
  }

  /// Parameter sets whose lists together hold every matching row.
  func alternatives(of condition: Scalar) -> [JSONObject] {
    let common = condition.conjuncts.compactMap(filter)
    let split = condition.conjuncts.compactMap { part in choices(of: part, beside: common) }
    guard let choices = split.min(by: { $0.count < $1.count }) else {
      return [ListPushdown.parameters(of: common)]
    }
    return choices.reduce(into: []) { sets, choice in
      let parameters = ListPushdown.parameters(of: common + choice)
      if !sets.contains(parameters) { sets.append(parameters) }
    }
  }

  /// The alternatives of an `or` or an `in`, where each can be a filter of its own.
  private func choices(of part: Scalar, beside common: [BoundFilter]) -> [[BoundFilter]]? {
    // Several lists are put in one order by the time of their rows: without one they cannot be.
    guard list.object.field(named: "created") != nil else { return nil }
    var branches: [Scalar] = []
    if case .any(let parts) = part { branches = parts }
    if case .membership(let field, let candidates, let kind) = part, filter(for: part) == nil {
      let values = candidates.compactMap(\.constant).flatMap { $0.array ?? [$0] }
      branches = values.map { .comparison(.equal, field, .constant($0), as: kind) }
    }
    guard (1...Self.alternativesLimit).contains(branches.count) else { return nil }
    let taken = Set(common.map(\.path))
    var choices: [[BoundFilter]] = []
    for branch in branches {
      let filters = branch.conjuncts.compactMap(filter).filter { !taken.contains($0.path) }
      if filters.isEmpty { return nil }
      choices.append(filters)
    }
    return choices
  }

  /// The filter that carries one part, where there is one.
  func filter(for part: Scalar) -> BoundFilter? {
    switch part {
    case .comparison(let comparison, .field(let path), .constant(let value), _):
      return filter(path, comparison, value)
    case .membership(.field(let path), let candidates, _):
      return arrayFilter(path, candidates.compactMap(\.constant).flatMap { $0.array ?? [$0] })
    case .constant, .field, .variable, .operation, .now, .today, .concatenation, .array, .object,
      .call, .coerced, .arithmetic, .comparison, .like, .membership, .isNull, .all, .any, .not:
      return nil
    }
  }

  private func filter(_ path: RowPath, _ comparison: Comparison, _ value: JSONValue) -> BoundFilter?
  {
    let keys = path.keys
    guard keys.count == path.steps.count, let parameter = parameter(at: keys) else {
      return comparison == .equal ? arrayFilter(path, [value]) : nil
    }
    let value = parameter.type.takesID ? value.idText : value
    switch comparison {
    case .equal:
      guard parameter.carries(value) else { return nil }
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard parameter.isRange, value.integer != nil else { return nil }
    case .notEqual, .contains:
      return nil
    }
    return BoundFilter(path: keys, comparison: comparison, value: value)
  }

  /// `lookup_key in (…)` by `lookup_keys[]`: Stripe takes at most ten.
  private func arrayFilter(_ path: RowPath, _ values: [JSONValue]) -> BoundFilter? {
    guard let key = path.singleKey, key != "id", (1...10).contains(values.count),
      let parameter = list.parameter(named: key + "s"), case .array = parameter.type,
      values.allSatisfy({ $0.string?.isEmpty == false })
    else { return nil }
    return BoundFilter(path: [key + "s"], comparison: .equal, value: .array(values))
  }

  private func parameter(at keys: [String]) -> Parameter? {
    guard let first = keys.first, !Operation.pagingParameterNames.contains(first), first != "expand"
    else { return nil }
    var found = list.parameter(named: first)
    for key in keys.dropFirst() {
      guard case .record(let record)? = found?.type else { return nil }
      // A filter that goes only together with another one cannot stand for one condition.
      guard record.parameters.allSatisfy({ !$0.isRequired || $0.name == key }) else { return nil }
      found = record.parameter(named: key)
    }
    return found
  }

  /// The filters as parameters; of two bounds on one side the tighter stands.
  static func parameters(of filters: [BoundFilter]) -> JSONObject {
    filters.reduce(into: JSONObject()) { parameters, filter in
      parameters.set(filter.parameterPath[...], to: filter)
    }
  }
}

extension BoundFilter {
  /// `created`, `gte`
  fileprivate var parameterPath: [String] { bound.map { path + [$0] } ?? path }

  fileprivate var bound: String? {
    switch comparison {
    case .less: "lt"
    case .lessOrEqual: "lte"
    case .greater: "gt"
    case .greaterOrEqual: "gte"
    case .equal, .notEqual, .contains: nil
    }
  }
}

extension JSONObject {
  fileprivate mutating func set(_ path: ArraySlice<String>, to filter: BoundFilter) {
    guard let key = path.first else { return }
    let rest = path.dropFirst()
    guard rest.isEmpty else {
      // An equality is narrower than any bound beside it.
      if let present = self[key], present.object == nil { return }
      var nested = self[key]?.object ?? [:]
      nested.set(rest, to: filter)
      self[key] = .object(nested)
      return
    }
    guard let side = filter.side else { return self[key] = filter.value }
    for bound in side.bounds {
      guard let other = self[bound] else { continue }
      guard side.isTighter(filter.value, than: other, isStrict: key != side.inclusive) else {
        return
      }
      self[bound] = nil
    }
    self[key] = filter.value
  }
}

extension BoundFilter {
  fileprivate var side: RangeSide? {
    switch comparison {
    case .greater, .greaterOrEqual: .lower
    case .less, .lessOrEqual: .upper
    case .equal, .notEqual, .contains: nil
    }
  }
}

/// One side of a range; Stripe takes one bound on each.
private enum RangeSide {
  case lower, upper

  var bounds: [String] { self == .lower ? ["gt", "gte"] : ["lt", "lte"] }
  var inclusive: String { self == .lower ? "gte" : "lte" }

  /// Of two equal bounds the strict one is the tighter.
  func isTighter(_ value: JSONValue, than other: JSONValue, isStrict: Bool) -> Bool {
    guard let value = value.integer, let other = other.integer else { return true }
    if value == other { return isStrict }
    return self == .lower ? value > other : value < other
  }
}

extension JSONValue {
  /// An object that has an id stands for that id.
  fileprivate var idText: JSONValue { object?["id"] ?? self }
}

extension TypeShape {
  /// Whether a value of it may be an id.
  fileprivate var takesID: Bool {
    switch self {
    case .string, .expandable: true
    case .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .array, .map,
      .record, .object, .list, .union:
      false
    }
  }
}

extension RowPath {
  /// Its keys, positions left out.
  var keys: [String] {
    steps.compactMap { if case .key(let key) = $0 { key } else { nil } }
  }
}

extension Parameter {
  /// Whether an equality with this value can be asked of Stripe exactly.
  fileprivate func carries(_ value: JSONValue) -> Bool {
    switch type {
    case .boolean: value.bool != nil
    case .timestamp, .integer: value.integer != nil
    case .enumeration(let values): value.string.map(values.contains) ?? false
    case .string, .expandable: value.string?.isEmpty == false
    case .number, .decimal, .any, .array, .map, .record, .object, .list, .union: false
    }
  }
}
