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
    if path.last == "metadata" { return metadataKeys(ending: " ") }
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

  /// Returns the keys of metadata that this session has shown.
  func metadataKeys(ending: String) -> [Candidate] {
    context.recentNames.metadataKeys.map { Candidate($0, "metadata key", ending: ending) }
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
}
