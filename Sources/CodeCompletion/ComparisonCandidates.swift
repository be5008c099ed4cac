import StripeCatalog

extension Candidates {
  /// Returns the operators that compare the field at a path, in the order in which they are likely.
  func comparisons(of target: CompletionTarget, at path: [String]) -> [Candidate] {
    let types = types(of: target, at: path)
    let kinds = target.takesFilters ? filterKinds(of: target, at: path) : Self.kinds(types)
    return Self.operators.filter { !kinds.isDisjoint(with: $0.kinds) }.enumerated()
      .map { order, entry in
        var candidate = Candidate(entry.text, entry.purpose)
        candidate.order = order
        return candidate
      }
  }

  /// What is compared; an operator is offered for some kinds.
  private enum Kind: CaseIterable {
    case text, choice, number, time, truth, id, whole
    /// A filter of a list, which takes one value, or a range.
    case filter, range
  }

  private struct Operator {
    let text: String
    let purpose: String
    let kinds: Set<Kind>
  }

  /// All operators; the first one is right most often.
  private static let operators = [
    Operator(
      text: "=", purpose: "equal",
      kinds: [.text, .choice, .number, .time, .truth, .id, .filter, .range]),
    Operator(
      text: "!=", purpose: "not equal", kinds: [.text, .choice, .number, .time, .truth, .id]),
    Operator(text: ">", purpose: "greater", kinds: [.number, .time, .range]),
    Operator(text: ">=", purpose: "greater or equal", kinds: [.number, .time, .range]),
    Operator(text: "<", purpose: "less", kinds: [.number, .time, .range]),
    Operator(text: "<=", purpose: "less or equal", kinds: [.number, .time, .range]),
    Operator(text: "in", purpose: "within a period", kinds: [.time]),
    Operator(text: "in", purpose: "one of (…)", kinds: [.text, .choice, .number, .id]),
    Operator(text: "not in", purpose: "none of (…)", kinds: [.text, .choice, .id]),
    Operator(text: "between", purpose: "from … and …, both included", kinds: [.number, .time]),
    Operator(text: "like", purpose: "pattern: % any text, _ any character", kinds: [.text]),
    Operator(text: "not like", purpose: "does not match a pattern", kinds: [.text]),
    Operator(text: "~", purpose: "contains, ignoring case", kinds: [.text]),
    Operator(
      text: "is null", purpose: "without a value",
      kinds: [
        .text, .choice, .number, .time, .truth, .id, .whole,
      ]),
    Operator(
      text: "is not null", purpose: "with a value",
      kinds: [
        .text, .choice, .number, .time, .truth, .id, .whole,
      ]),
  ]

  private func filterKinds(of target: CompletionTarget, at path: [String]) -> Set<Kind> {
    let parameter = path.first.flatMap { name in
      target.operation(in: context.catalog)?.filters.first { $0.name == name }
    }
    return parameter?.isRange == true ? [.range] : [.filter]
  }

  /// Returns the kinds of types; all of them if nothing is known.
  private static func kinds(_ types: [TypeShape]) -> Set<Kind> {
    let kinds = Set(types.flatMap(kinds(of:)))
    return kinds.isEmpty ? [.text, .number] : kinds
  }

  private static func kinds(of type: TypeShape) -> [Kind] {
    switch type {
    case .string: [.text]
    case .enumeration: [.choice]
    case .integer, .number, .decimal: [.number]
    case .timestamp: [.time]
    case .boolean: [.truth]
    case .expandable: [.id]
    case .record, .object, .list, .map: [.whole]
    case .any: [.text, .number]
    case .array(let element): kinds(of: element)
    case .union(let types): types.flatMap(kinds(of:))
    }
  }
}
