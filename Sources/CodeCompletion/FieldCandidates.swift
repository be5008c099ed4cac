import Language
import StripeCatalog

extension Candidates {
  /// Returns the fields of a target below a path; in the `where` of a `list`, its filters.
  func fields(of target: CompletionTarget, below path: [String]) -> [Candidate] {
    if target.takesFilters {
      let filters = target.operation(in: context.catalog)?.filters ?? []
      return path.isEmpty ? filters.map { Candidate($0.name, $0.type.summary) } : []
    }
    guard let object = target.object(in: context.catalog) else { return [] }
    return TypeShape.object(object).types(at: path).flatMap(\.members).map { member in
      let ending = member.type.hasKnownMembers ? "." : " "
      return Candidate(member.name, member.summary, ending: ending)
    }
  }

  /// Returns the fields below a path, and the filters that a condition on the target's rows takes.
  func conditions(on target: CompletionTarget, below path: [String]) -> [Candidate] {
    let fields = fields(of: target, below: path)
    guard path.isEmpty, target.isTested, !target.takesFilters,
      let object = target.object(in: context.catalog)
    else { return fields }
    return fields
      + object.filterNames.map { name in
        Candidate(name, object.filterParameter(named: name)?.type.summary ?? "search")
      }
  }

  /// Returns the fields below a path that `expand` can name or pass through.
  func expandables(of target: CompletionTarget, below path: [String]) -> [Candidate] {
    guard let object = target.object(in: context.catalog) else { return [] }
    return TypeShape.object(object).types(at: path).flatMap(\.members).compactMap { member in
      if member.isOnRequest || member.type.isExpandable {
        return Candidate(member.name, member.summary)
      }
      let leads = member.type.members.contains { $0.isOnRequest || $0.type.leadsToExpandable }
      return leads ? Candidate(member.name, member.type.summary, ending: ".") : nil
    }
  }

  /// Returns the values that a field can be compared with.
  func values(of target: CompletionTarget, at path: [String], typed: String) -> [Candidate] {
    let object = target.object(in: context.catalog)
    var types = object.map { TypeShape.object($0).types(at: path) } ?? []
    if let name = path.first, path.count == 1 { types += filterTypes(named: name, of: target) }
    let own = path == ["id"] ? object.map { ids(of: [$0]) } ?? [] : []
    return own + types.flatMap { values(of: $0, typed: typed) }
  }

  /// The periods that a field may be in; none where it is no time.
  func periods(for target: CompletionTarget, at path: [String]) -> [Candidate] {
    let types =
      target.object(in: context.catalog).map { TypeShape.object($0).types(at: path) } ?? []
    guard types.contains(where: { $0.mayBe { $0 == .timestamp } }) else { return [] }
    let relative = [Keyword.last, .this, .next].flatMap { word in
      PeriodUnit.allCases.map { "\(word.rawValue) \($0.rawValue)" }
    }
    return (relative + context.periods).map { Candidate($0, "period") }
      + [Candidate("today", "period")]
  }

  /// The types of what Stripe filters a target's rows by under a name: that of the parameter, that
  /// of the place in the objects which it is about, and the id of an object of that name.
  private func filterTypes(named name: String, of target: CompletionTarget) -> [TypeShape] {
    guard let object = target.object(in: context.catalog) else { return [] }
    let meaning = target.isTested ? object.filterMeaning(of: name) : nil
    let parameter =
      target.takesFilters
      ? target.operation(in: context.catalog)?.parameter(named: name)
      : meaning.flatMap { _ in object.filterParameter(named: name) }
    var types = parameter.map { [$0.type] } ?? []
    if let place = meaning?.place {
      types += TypeShape.object(object).types(at: place.split(separator: ".").map(String.init))
    }
    if meaning != nil, let named = context.catalog.object(named: name) {
      types.append(.expandable([named]))
    }
    return types
  }

  /// Returns the values that a type suggests.
  func values(of type: TypeShape, typed: String) -> [Candidate] {
    let quote = typed.first == "'" ? "'" : "\""
    var candidates = type.enumerationValues.map { Candidate(quote + $0 + quote) }
    if type.mayBe({ $0 == .boolean }) { candidates += [Candidate("true"), Candidate("false")] }
    if type.mayBe({ $0 == .timestamp }) {
      candidates += [Candidate("now", "time"), Candidate("today", "start of the day, UTC")]
    }
    return candidates + ids(ofAnyIn: type)
  }

  private func ids(ofAnyIn type: TypeShape) -> [Candidate] {
    switch type {
    case .expandable(let objects): ids(of: objects)
    case .object(let object): ids(of: [object])
    case .array(let element): ids(ofAnyIn: element)
    case .union(let types): types.flatMap(ids(ofAnyIn:))
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map,
      .record, .list:
      []
    }
  }
}

/// The dotted path of the field whose values the filter takes; nil if it tests no single field.
extension FilterMeaning {
  /// The dotted path whose values a filter takes.
  fileprivate var place: String? {
    switch self {
    case .value(let path), .least(let path), .greatest(let path): path
    case .absence, .equality, .unseen: nil
    }
  }
}
