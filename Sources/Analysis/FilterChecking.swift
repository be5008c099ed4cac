import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

extension Checker {
  /// Checks the `where` of a `list`: filters of the endpoint itself, joined by `and`.
  mutating func checkedFilters(_ condition: Expression, of read: CheckedRead) -> [ListFilter] {
    guard let list = read.list else { return [] }
    switch condition.kind {
    case .all(let parts):
      return parts.flatMap { checkedFilters($0, of: read) }
    case .comparison(let comparison, let left, let right):
      return [checkedFilter(comparison.typed, left, [right], list, isMembership: false)]
        .compactMap { $0 }
    case .membership(let subject, let candidates, isNegated: false):
      if let range = periodFilters(subject, candidates, list) { return range }
      return [checkedFilter(.equal, subject, candidates, list, isMembership: true)]
        .compactMap { $0 }
    case .between(let subject, let low, let high):
      return [
        checkedFilter(.greaterOrEqual, subject, [low], list, isMembership: false),
        checkedFilter(.lessOrEqual, subject, [high], list, isMembership: false),
      ].compactMap { $0 }
    case .null, .bool, .number, .string, .date, .now, .today, .duration, .period, .money, .path,
      .variable,
      .array, .object, .call, .operation, .request, .negative, .arithmetic, .like, .membership,
      .nullTest, .any, .not:
      report(
        .notFilterable, "`list` takes `filter = value` joined by `and`", at: condition.span,
        hint: "`query \(read.object.plural)` accepts any condition")
      return []
    }
  }

  /// Checks `created in 2026-10` as a range; nil unless it is one period and the filter takes a
  /// range.
  private mutating func periodFilters(
    _ subject: Expression, _ candidates: [Expression], _ list: Operation
  ) -> [ListFilter]? {
    guard case .path(let path) = subject.kind, candidates.count == 1,
      let name = path.word, let parameter = list.record.parameter(named: name), parameter.isRange,
      let bounds = bounds(of: candidates[0])
    else { return nil }
    let range = [(Comparison.greaterOrEqual, bounds.start), (.less, bounds.end)]
    return range.map { comparison, time in
      ListFilter(path: [name], comparison: comparison, value: time, isArray: false)
    }
  }

  private mutating func checkedFilter(
    _ comparison: Comparison, _ left: Expression, _ right: [Expression], _ list: Operation,
    isMembership: Bool
  ) -> ListFilter? {
    guard case .path(let path) = left.kind else {
      // `1729598886 < created` means the same with its sides swapped.
      if let swapped = comparison.swapped, right.count == 1, case .path = right[0].kind {
        return checkedFilter(swapped, right[0], [left], list, isMembership: false)
      }
      report(.notFilterable, "a filter must start with the name of its parameter", at: left.span)
      return nil
    }
    guard let parameter = filterParameter(path, of: list) else { return nil }
    let isArray = if case .array = parameter.type { true } else { false }
    guard admits(comparison, parameter, isMembership: isMembership && !isArray, at: path.span, list)
    else { return nil }
    guard let value = filterValue(right, parameter, isArray: isArray) else { return nil }
    return ListFilter(
      path: path.components.map(\.text), comparison: comparison, value: value, isArray: isArray)
  }

  private mutating func filterParameter(_ path: Path, of list: Operation) -> Parameter? {
    var record = list.record
    var names = list.filters.map(\.name)
    var found: Parameter?
    for component in path.components {
      guard case .key(let key) = component, names.contains(key),
        let parameter = record.parameter(named: key)
      else {
        reportFilter(path, names, of: list)
        return nil
      }
      found = parameter
      if case .record(let nested) = parameter.type {
        record = nested
        names = nested.names
      } else {
        names = []
      }
    }
    return found
  }

  private mutating func reportFilter(_ path: Path, _ names: [String], of list: Operation) {
    let word = RowPath(path.components.map(\.step)).description
    let object = list.object
    let isField = (try? object.resolve(path)) != nil
    let filters = list.filters.map { $0.isRange ? "\($0.name) (a range)" : $0.name }
    report(
      .notFilterable, "`list \(object.plural)` cannot filter by `\(word)`", at: path.span,
      hint: suggestion(for: word, among: names)
        ?? (isField ? "use `query \(object.plural)`" : nil),
      notes: [
        filters.isEmpty
          ? "Stripe's endpoint has no filters; `query \(object.plural)` accepts any condition"
          : "supported filters: \(filters.joined(separator: ", "))"
      ])
  }

  private mutating func admits(
    _ comparison: Comparison, _ parameter: Parameter, isMembership: Bool, at span: Span,
    _ list: Operation
  ) -> Bool {
    switch comparison {
    case .equal where !isMembership: return true
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      if parameter.isRange { return true }
    case .equal, .notEqual, .contains: break
    }
    report(
      .notFilterable,
      "Stripe's filter `\(parameter.name)` takes only \(parameter.isRange ? "= < <= > >=" : "=")",
      at: span, hint: "`query \(list.object.plural)` accepts any condition")
    return false
  }

  /// Checks the value of a filter. A list parameter takes `in (…)`, a list, or a comma-separated
  /// text.
  private mutating func filterValue(
    _ expressions: [Expression], _ parameter: Parameter, isArray: Bool
  ) -> Scalar? {
    var values: [Scalar] = []
    for expression in expressions {
      guard
        let value = checkedArgument(
          expression, for: parameter.type, named: parameter.name,
          isAmount: parameter.isAmount, isElement: isArray)
      else { return nil }
      values.append(value)
    }
    guard isArray else { return values.first }
    if values.count == 1, let text = values[0].constant?.string {
      let parts = text.split(separator: ",").map { part in
        Scalar.constant(
          .string(String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())))
      }
      return .array(parts)
    }
    return .array(values)
  }
}

extension PathComponent {
  var text: String {
    switch self {
    case .key(let key): key
    case .index(let index): String(index)
    }
  }
}
