import Expressions
import JSON
import StripeCatalog

/// One of several lists that together contain every matching row.
struct ListAlternative: Hashable {
  var filters: [BoundFilter]
  /// The parts of the condition that the filters express.
  var carried: [Scalar]

  var parameters: JSONObject { ListPushdown.parameters(of: filters) }
}

extension ListPushdown {
  /// The maximum number of alternatives; more are read as one list and filtered row by row.
  static let alternativesLimit = 20

  /// Returns the ways to divide a condition among lists: first a single list with the filters that
  /// apply to every row, then, for each `or` or `in`, one list per branch. Each branch must add a
  /// filter.
  func divisions(of condition: Scalar) -> [ListDivision] {
    let common = alternative(of: condition.conjuncts)
    let divided = condition.conjuncts.compactMap { part in
      branches(of: part, beside: common).map { (part, $0) }
    }
    return [ListDivision(lists: [common])]
      + divided.map { part, branches in
        ListDivision(lists: lists(of: branches, beside: common), divided: part)
      }
  }

  private func lists(
    of branches: [ListAlternative], beside common: ListAlternative
  ) -> [ListAlternative] {
    branches.reduce(into: []) { lists, branch in
      let list = ListAlternative(
        filters: common.filters + branch.filters, carried: common.carried + branch.carried)
      if !lists.contains(where: { $0.parameters == list.parameters }) { lists.append(list) }
    }
  }

  private func alternative(of parts: [Scalar]) -> ListAlternative {
    let carried = parts.filter { filter(for: $0) != nil }
    return ListAlternative(filters: carried.compactMap(filter), carried: carried)
  }

  /// Returns the alternatives of a part; nil unless each can be a filter.
  private func branches(of part: Scalar, beside common: ListAlternative) -> [ListAlternative]? {
    // Several lists are merged by the time of their rows, so the rows need a time.
    guard list.object.field(named: "created") != nil else { return nil }
    let parts = alternativeParts(of: part)
    guard (1...Self.alternativesLimit).contains(parts.count) else { return nil }
    let taken = Set(common.filters.map(\.path))
    var branches: [ListAlternative] = []
    for part in parts {
      let own = part.conjuncts.filter { part in
        filter(for: part).map { !taken.contains($0.path) } ?? false
      }
      if own.isEmpty { return nil }
      branches.append(alternative(of: own))
    }
    return branches
  }

  /// Returns conditions of which one is true exactly if the part is true; empty if there are none.
  private func alternativeParts(of part: Scalar) -> [Scalar] {
    switch part {
    case .any(let parts): return parts
    case .membership(let field, let candidates, let kind) where filter(for: part) == nil:
      return (candidates.values ?? []).map { .comparison(.equal, field, .constant($0), as: kind) }
    case .comparison(.notEqual, .field(let path), .constant(let value), let kind):
      return others(than: [value], at: path, as: kind)
    case .not(.membership(.field(let path), let candidates, let kind)):
      return candidates.values.map { others(than: $0, at: path, as: kind) } ?? []
    case .comparison, .membership, .not, .constant, .field, .variable, .operation, .group, .moment,
      .zone, .element, .each, .shifted,
      .concatenation, .array, .object, .call, .column, .fitted, .arithmetic, .like, .isNull, .all:
      return []
    }
  }

  /// Returns the conditions that a field has one of its other values; empty if the field can be
  /// null, because null differs from each value but equals none.
  private func others(
    than values: [JSONValue], at path: RowPath, as kind: ValueKind
  ) -> [Scalar] {
    guard let facts = path.plainKeys.flatMap(list.object.facts), !facts.isNullable else {
      return []
    }
    return facts.type.wholeRange.filter { !values.contains($0) }
      .map { .comparison(.equal, .field(path), .constant($0), as: kind) }
  }
}

extension [Scalar] {
  /// The constant values of candidates, with lists replaced by their elements; nil if one of them
  /// depends on a row.
  var values: [JSONValue]? {
    let constants = compactMap(\.constant)
    return constants.count == count ? constants.flatMap { $0.array ?? [$0] } : nil
  }
}

extension TypeShape {
  /// All values of the type, if it has finitely many; otherwise empty.
  fileprivate var wholeRange: [JSONValue] {
    switch self {
    case .boolean: [true, false]
    case .enumeration(let values): values.map(JSONValue.string)
    case .string, .integer, .number, .decimal, .timestamp, .any, .array, .map, .record, .object,
      .expandable, .list, .union:
      []
    }
  }
}
