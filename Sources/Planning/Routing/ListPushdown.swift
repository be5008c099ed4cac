import Expressions
import JSON
import StripeCatalog

/// Turns parts of a condition into filters of a list endpoint.
///
/// A filter lets through at least what the part admits; `decides` tells which let nothing else
/// through, so that their part need not be tested again.
struct ListPushdown {
  let list: Operation
  /// Filters that the condition's own parts give: some go only together with another one.
  private var given: Set<[String]> = []

  init(list: Operation, condition: Scalar) {
    self.list = list
    given = Set(condition.conjuncts.compactMap { filter(for: $0)?.path })
  }

  /// Whether rows of the list need no further test.
  func carriesAll(of condition: Scalar) -> Bool {
    condition.conjuncts.allSatisfy { decides($0, in: condition) }
  }

  /// The filter that carries one part, where there is one.
  func filter(for part: Scalar) -> BoundFilter? {
    if let filter = namedFilter(for: part) { return filter }
    switch part {
    case .comparison(let comparison, .field(let path), .constant(let value), _):
      return filter(path, comparison, value)
    case .membership(.field(let path), let candidates, _):
      return candidates.values.flatMap { arrayFilter(path, $0) }
    case .constant, .field, .variable, .operation, .group, .moment, .zone, .element, .each,
      .shifted, .concatenation,
      .array, .object,
      .call, .column, .fitted, .arithmetic, .comparison, .like, .membership, .isNull, .all, .any,
      .not:
      return nil
    }
  }

  /// The filter by a name that is no field, but says what the part says.
  private func namedFilter(for part: Scalar) -> BoundFilter? {
    switch part {
    case .comparison(let comparison, let subject, .constant(let value), _):
      if let filter = namedFilter(subject, comparison, value) { return filter }
    case .not(let part) where part.isTest:
      return namedFilter(part, .equal, false)
    case .not, .constant, .field, .variable, .operation, .group, .moment, .zone, .element, .each,
      .shifted,
      .concatenation, .array,
      .object, .call, .column, .fitted, .arithmetic, .comparison, .like, .membership, .isNull, .all,
      .any:
      break
    }
    return part.isTest ? namedFilter(part, .equal, true) : nil
  }

  private func namedFilter(
    _ scalar: Scalar, _ comparison: Comparison, _ value: JSONValue
  ) -> BoundFilter? {
    list.object.filterNames(for: scalar).lazy.compactMap { name in
      if case .equality? = list.object.filterMeaning(of: name), value.bool != true { return nil }
      return filter(RowPath(keys: name), comparison, value)
    }.first
  }

  private func filter(_ path: RowPath, _ comparison: Comparison, _ value: JSONValue) -> BoundFilter?
  {
    guard let keys = path.plainKeys.map(idless), let parameter = parameter(at: keys) else {
      return comparison == .equal ? arrayFilter(path, [value]) : nil
    }
    let value = parameter.type.takesID ? value.idText : value
    switch comparison {
    case .equal:
      guard parameter.carries(value) else { return nil }
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard parameter.isRange, value.integer != nil || value.isPlaceholder else { return nil }
    case .notEqual, .contains:
      return nil
    }
    return BoundFilter(path: keys, comparison: comparison, value: value)
  }

  /// `customer.id` is what `customer` is filtered by.
  private func idless(_ keys: [String]) -> [String] {
    let owner = keys.dropLast()
    guard keys.last == "id", case .expandable? = list.object.facts(at: Array(owner))?.type else {
      return keys
    }
    return Array(owner)
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
    for (depth, key) in keys.enumerated().dropFirst() {
      guard case .record(let record)? = found?.type else { return nil }
      // A filter that goes only together with another one cannot stand without it.
      let owner = Array(keys.prefix(depth))
      let isWhole = record.parameters.allSatisfy { parameter in
        !parameter.isRequired || parameter.name == key || given.contains(owner + [parameter.name])
      }
      guard isWhole else { return nil }
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

extension Scalar {
  /// Whether it is a test of a row that a filter may be named after.
  fileprivate var isTest: Bool {
    switch self {
    case .isNull, .comparison(.equal, _, _, _): true
    case .comparison, .constant, .field, .variable, .operation, .group, .moment, .zone, .element,
      .each, .shifted,
      .concatenation,
      .array, .object, .call, .column, .fitted, .arithmetic, .like, .membership, .all, .any, .not:
      false
    }
  }
}

extension JSONValue {
  /// An object that has an id stands for that id.
  fileprivate var idText: JSONValue { object?["id"] ?? self }
}

extension TypeShape {
  /// Whether it is a type of single values that a filter can carry.
  fileprivate var takesOneValue: Bool {
    switch self {
    case .boolean, .timestamp, .integer, .enumeration, .string, .expandable: true
    case .number, .decimal, .any, .array, .map, .record, .object, .list, .union: false
    }
  }

  /// Whether a value of it may be an id.
  var takesID: Bool {
    switch self {
    case .string, .expandable: true
    case .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .array, .map,
      .record, .object, .list, .union:
      false
    }
  }
}

extension Parameter {
  /// Whether an equality with this value can be asked of Stripe exactly.
  fileprivate func carries(_ value: JSONValue) -> Bool {
    // What is known only at the run is taken to fit: a plan shows where it will go.
    if value.isPlaceholder { return type.takesOneValue }
    return switch type {
    case .boolean: value.bool != nil
    case .timestamp, .integer: value.integer != nil
    case .enumeration(let values): value.string.map(values.contains) ?? false
    case .string, .expandable: value.string?.isEmpty == false
    case .number, .decimal, .any, .array, .map, .record, .object, .list, .union: false
    }
  }
}
