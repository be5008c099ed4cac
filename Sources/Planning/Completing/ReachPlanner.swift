import Analysis
import Diagnostics
import Evaluation
import StripeCatalog

/// How far an answer's own `expand` reaches, and what is left to be asked for.
struct Reach {
  var expand: [String] = []
  var completion = Completion()
}

/// Divides the ids that paths cross between `expand`, which costs no request, and look-ups.
struct ReachPlanner {
  let place: Place

  /// - Parameter levels: how deep the answer can be expanded, counted from the object or the row.
  func reach(of crossings: [Crossing], levels: Int) throws(PlanningError) -> Reach {
    var cuts: [Reference] = []
    for crossing in crossings {
      if let cut = try cut(in: crossing.references, levels) { cuts.append(cut) }
    }
    var reach = Reach()
    var lists: [RowPath] = []
    var below: [Reference: [Crossing]] = [:]
    for crossing in crossings {
      let end = crossing.references.firstIndex(where: cuts.contains)
      reach.expand += crossing.references[..<(end ?? crossing.references.endIndex)]
        .map(\.expandText)
      let cut = end.map { crossing.references[$0] }
      lists += crossing.lists.filter { list in cut.map { !list.starts(with: $0.path) } ?? true }
      if let cut { below[cut, default: []].append(crossing.below(cut)) }
    }
    reach.expand = reach.expand.uniqued
    reach.completion.lists = lists.uniqued.map { NestedList($0, within: reach.expand) }
    for cut in cuts.uniqued {
      guard let crossings = below[cut], let operation = cut.retrieval else { continue }
      reach.completion.lookups.append(try lookup(cut, by: operation, crossings))
    }
    return reach
  }

  private func lookup(
    _ reference: Reference, by operation: Operation, _ crossings: [Crossing]
  ) throws(PlanningError) -> Lookup {
    let reach = try reach(of: crossings, levels: Crossing.mostLevels)
    return Lookup(
      path: reference.path, isMany: reference.isMany, operation: operation, expand: reach.expand,
      completion: reach.completion)
  }

  /// The id that is looked up, where a path leads deeper than can be expanded: the deepest that
  /// does, because an id decides all that is behind it, so that deeper ones are fewer.
  private func cut(in references: [Reference], _ levels: Int) throws(PlanningError) -> Reference? {
    guard let far = references.firstIndex(where: { $0.depth > levels }) else { return nil }
    guard let cut = references[...far].last(where: { $0.retrieval != nil }) else {
      throw PlanningError(
        "Stripe does not expand as deep as `\(references[far].path)` here, and nothing on the way"
          + " there can be asked for by its id alone", at: place)
    }
    return cut
  }
}

extension Reference {
  /// How its objects are asked for by id alone; nil where there is no way, or more than one.
  var retrieval: Operation? {
    guard kinds.count == 1, let operation = kinds.first?.operation(.retrieve),
      operation.pathParameters.count == 1
    else { return nil }
    return operation
  }
}

extension Crossing {
  /// What it wants of the object at one of its references.
  fileprivate func below(_ reference: Reference) -> Crossing {
    let inside = references.filter { $0 != reference && $0.path.starts(with: reference.path) }
    return Crossing(
      use: use,
      references: inside.map {
        Reference(path: $0.path.below(reference.path), kinds: $0.kinds, isMany: $0.isMany)
      },
      lists: lists.filter { $0.starts(with: reference.path) }.map { $0.below(reference.path) })
  }
}

extension RowPath {
  fileprivate func below(_ other: RowPath) -> RowPath {
    RowPath(Array(steps.dropFirst(other.steps.count)))
  }
}

extension NestedList {
  fileprivate init(_ path: RowPath, within expand: [String]) {
    let prefix = path.keys.joined(separator: ".") + "."
    self.init(
      path: path,
      expand: expand.filter { $0.hasPrefix(prefix + "data.") }
        .map { String($0.dropFirst(prefix.count)) })
  }
}

extension Array where Element: Hashable {
  /// Each element once, where it comes first.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
