import Expressions
import JSON
import StripeCatalog

extension ListPushdown {
  /// Returns the conditions that all rows of a list satisfy because of its filters.
  /// - Parameter isDivisible: True if the times of rows are checked page by page already.
  func shown(_ carried: [Scalar], isDivisible: Bool) -> [Scalar] {
    let condition = Scalar.all(carried)
    return
      carried
      .filter { part in
        decides(part, in: condition) && !part.fields.contains(where: list.object.isUnseenFilter)
      }
      .map { $0.withoutID(of: list.object) }
      .beyondTime(isDivisible)
  }
}

extension RouteChooser {
  /// Returns the conditions that all rows of a `list` satisfy because of its filters.
  func shownFilters(isDivisible: Bool) -> [Scalar] {
    guard let list = read.list else { return [] }
    return request.filters.shown(by: list).beyondTime(isDivisible)
  }
}

extension [Scalar] {
  /// Returns the conditions without those on `created` alone, if times are checked elsewhere.
  fileprivate func beyondTime(_ isDivisible: Bool) -> [Scalar] {
    let created = RowPath(keys: "created")
    return filter { !isDivisible || $0.fields != [created] }
  }
}

extension [BoundFilter] {
  /// Returns the conditions that all rows of a list satisfy because of these filters.
  fileprivate func shown(by list: Operation) -> [Scalar] {
    filter { filter in
      // An equality replaces all other filters of the same parameter.
      let beside = self.filter { $0.path == filter.path }
      return beside.count == 1 || beside.allSatisfy { $0.comparison != .equal }
    }
    .compactMap { $0.shown(by: list) }
  }
}

extension BoundFilter {
  /// Returns the condition that rows satisfy because of this filter; nil if they do not show it.
  fileprivate func shown(by list: Operation) -> Scalar? {
    guard path.count == 1, let name = path.first,
      let meaning = list.object.filterMeaning(of: name)
    else { return shownByField(of: list) }
    let scalar = list.object.filterScalar(named: name)
    switch meaning {
    case .value:
      return scalar.flatMap { shown(by: $0, of: list) }
    case .absence:
      return value.bool.flatMap { isTrue in scalar.map { isTrue ? $0 : .not($0) } }
    case .unseen, .least, .greatest, .equality:
      return nil
    }
  }

  private func shownByField(of list: Operation) -> Scalar? {
    switch list.object.facts(at: path)?.type {
    // A list or a record in a row may contain the value in several ways.
    case .array?, .map?, .record?, .list?, .any?, .union?, nil: nil
    case .string?, .integer?, .number?, .boolean?, .decimal?, .timestamp?, .enumeration?, .object?,
      .expandable?:
      shown(by: .field(RowPath(path.map(RowPath.Step.key))), of: list)
    }
  }

  /// Returns the condition that a field of the rows satisfies because of this filter.
  /// - Parameter field: The field that the filter tests.
  private func shown(by field: Scalar, of list: Operation) -> Scalar? {
    let pushdown = ListPushdown(list: list, condition: .constant(.bool(true)))
    if pushdown.isExact(self) {
      let kind = list.object.facts(at: path)?.type.valueKind ?? .any
      return .comparison(comparison, field, .constant(value), as: kind)
    }
    guard comparison == .equal, takesText(list) else { return nil }
    let texts = (value.array ?? [value]).compactMap(\.string)
    guard !texts.isEmpty, !texts.contains(where: { $0.contains("*") }) else { return nil }
    return .any(texts.map { .comparison(.contains, field, .constant(.string($0)), as: .text) })
  }

  /// Returns true if the filter finds texts by a rule no looser than that they contain the value. A
  /// telephone number can be written in several ways, so it does not count.
  private func takesText(_ list: Operation) -> Bool {
    guard !path.contains(where: { $0.contains("phone") }) else { return false }
    let isText = list.object.facts(at: path).map { $0.type == .string } ?? true
    return isText && (value.string ?? value[0]?.string) != nil
  }
}

extension Scalar {
  /// Returns the condition with `customer` for `customer.id`, because unexpanded rows contain the
  /// id.
  fileprivate func withoutID(of object: ObjectType) -> Scalar {
    guard case .comparison(let comparison, .field(let path), let value, let kind) = self,
      let keys = path.plainKeys, keys.last == "id",
      case .expandable? = object.facts(at: keys.dropLast())?.type
    else { return self }
    let owner = RowPath(Array(path.steps.dropLast()))
    return .comparison(comparison, .field(owner), value, as: kind)
  }
}
