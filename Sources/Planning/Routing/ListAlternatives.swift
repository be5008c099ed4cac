import Expressions
import JSON
import StripeCatalog

/// One list of those that together hold every matching row.
struct ListAlternative: Hashable {
  var filters: [BoundFilter]
  /// The parts of the condition that the filters stand for.
  var carried: [Scalar]

  var parameters: JSONObject { ListPushdown.parameters(of: filters) }
}

extension ListPushdown {
  /// More alternatives than this are read as one list and tested row by row.
  static let alternativesLimit = 20

  /// The ways to divide a condition among lists: first the one list that carries what every row
  /// must hold, then, for each `or` or `in` whose every branch narrows, a list for each branch.
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

  /// The alternatives of a part, where each can be a filter of its own.
  private func branches(of part: Scalar, beside common: ListAlternative) -> [ListAlternative]? {
    // Several lists are put in one order by the time of their rows: without one they cannot be.
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

  /// The conditions one of which a row must hold for a part to hold.
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

  /// That a field has one of its other values. A field that may be null has none of its values
  /// then, and yet differs from each.
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
  /// The values that candidates stand for, a list for its elements; nil where one of them is known
  /// only from a row.
  var values: [JSONValue]? {
    let constants = compactMap(\.constant)
    return constants.count == count ? constants.flatMap { $0.array ?? [$0] } : nil
  }
}

extension TypeShape {
  /// Every value it can have, where they can be told; else none.
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
