import Analysis
import Diagnostics
import Expressions
import OrderedCollections
import StripeCatalog

/// The paths that a response itself expands, and the data that needs further requests.
struct Reach {
  var expand: [String] = []
  var completion = Completion()
}

/// Divides the ids on paths between `expand`, which needs no request, and look-ups, which do.
struct ExpansionPlanner {
  let place: Place

  /// Returns the paths to expand and the look-ups to make.
  /// - Parameter levels: The number of levels that can be expanded, from the object or the row.
  func reach(of crossings: [RelationPath], levels: Int) throws(PlanningError) -> Reach {
    var cuts: [Reference] = []
    for crossing in crossings {
      if let cut = try cut(in: crossing.references, levels) { cuts.append(cut) }
    }
    var reach = Reach()
    var lists: [RowPath] = []
    var below: [Reference: [RelationPath]] = [:]
    for crossing in crossings {
      let end = crossing.references.firstIndex(where: cuts.contains)
      reach.expand += crossing.references[..<(end ?? crossing.references.endIndex)]
        .map(\.expandText)
      let cut = end.map { crossing.references[$0] }
      lists += crossing.lists.filter { list in cut.map { !list.starts(with: $0.path) } ?? true }
      if let cut { below[cut, default: []].append(crossing.below(cut)) }
    }
    reach.expand = OrderedSet(reach.expand).elements
    reach.completion.lists = OrderedSet(lists).map { NestedList($0, within: reach.expand) }
    for cut in OrderedSet(cuts) {
      guard let crossings = below[cut], let operation = cut.retrieval else { continue }
      reach.completion.lookups.append(try lookup(cut, by: operation, crossings))
    }
    return reach
  }

  private func lookup(
    _ reference: Reference, by operation: Operation, _ crossings: [RelationPath]
  ) throws(PlanningError) -> Lookup {
    let reach = try reach(of: crossings, levels: RelationPath.maxLevels)
    return Lookup(
      path: reference.path, isMany: reference.isMany, operation: operation, expand: reach.expand,
      completion: reach.completion)
  }

  private func cut(in references: [Reference], _ levels: Int) throws(PlanningError) -> Reference? {
    let crossing = RelationPath(use: .shown, references: references)
    if let far = crossing.unreachable(levels: levels) {
      throw PlanningError(far.unreachableText, at: place)
    }
    return crossing.cut(levels: levels)
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
