import Expressions
import JSON
import StripeCatalog

/// Turns parts of a condition into filters of a list endpoint.
///
/// A filtered list contains at least the rows that satisfy the part. If `decides` is true it
/// contains no others, so that the part need not be tested again.
struct ListPushdown {
  let list: Operation
  /// The filters from the parts of the condition; some filters require another one.
  private var given: Set<[String]> = []

  init(list: Operation, condition: Scalar) {
    self.list = list
    given = Set(condition.conjuncts.compactMap { filter(for: $0)?.path })
  }

  /// Returns true if rows of the list need no further test.
  func carriesAll(of condition: Scalar) -> Bool {
    condition.conjuncts.allSatisfy { decides($0, in: condition) }
  }

  /// Returns the filter for a part of the condition; nil if there is none.
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

  /// Returns the filter with a name that is not a field but means the same as the part.
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

  /// Returns the path without a final `id`: Stripe filters by `customer`, not by `customer.id`.
  private func idless(_ keys: [String]) -> [String] {
    let owner = keys.dropLast()
    guard keys.last == "id", case .expandable? = list.object.facts(at: Array(owner))?.type else {
      return keys
    }
    return Array(owner)
  }

  /// Returns the filter `lookup_keys[]` for `lookup_key in (…)`. Stripe takes at most ten values.
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
      // A filter that requires another one cannot be used without it.
      let owner = Array(keys.prefix(depth))
      let isWhole = record.parameters.allSatisfy { parameter in
        !parameter.isRequired || parameter.name == key || given.contains(owner + [parameter.name])
      }
      guard isWhole else { return nil }
      found = record.parameter(named: key)
    }
    return found
  }

  /// Returns the filters as parameters; of two bounds on one side the tighter one is used.
  static func parameters(of filters: [BoundFilter]) -> JSONObject {
    filters.reduce(into: JSONObject()) { parameters, filter in
      parameters.set(filter.parameterPath[...], to: filter)
    }
  }
}

extension BoundFilter {
  /// The keys of the parameter: `created`, `gte`
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
      // An equality is narrower than any bound of the same parameter.
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

/// One side of a range. Stripe takes one bound on each side.
private enum RangeSide {
  case lower, upper

  var bounds: [String] { self == .lower ? ["gt", "gte"] : ["lt", "lte"] }
  var inclusive: String { self == .lower ? "gte" : "lte" }

  /// Returns true if a bound is tighter than another; of two equal bounds the strict one is.
  func isTighter(_ value: JSONValue, than other: JSONValue, isStrict: Bool) -> Bool {
    guard let value = value.integer, let other = other.integer else { return true }
    if value == other { return isStrict }
    return self == .lower ? value > other : value < other
  }
}

extension Scalar {
  /// True if it is a test that a filter can be named after.
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
  /// The id of an object that has one, otherwise the value itself.
  fileprivate var idText: JSONValue { object?["id"] ?? self }
}

extension TypeShape {
  /// True if a filter can take a single value of this type.
  fileprivate var takesOneValue: Bool {
    switch self {
    case .boolean, .timestamp, .integer, .enumeration, .string, .expandable: true
    case .number, .decimal, .any, .array, .map, .record, .object, .list, .union: false
    }
  }

  /// True if a value of the type can be an id.
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
  /// Returns true if Stripe can filter exactly by an equality with this value.
  fileprivate func carries(_ value: JSONValue) -> Bool {
    // A value that is not known yet is assumed to fit, so that a plan can be displayed.
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
