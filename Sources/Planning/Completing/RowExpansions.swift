import Analysis
import Diagnostics
import Expressions
import StripeCatalog

/// The data that a read needs beyond its rows: the paths expanded on its pages, the data fetched
/// before its rows are filtered, and the data fetched only for rows of the result.
struct RowExpansions {
  var expand: [String]
  var beforeFilter = Completion()
  var afterFilter = Completion()

  init(
    _ read: CheckedRead, route: Route, demand: LateMaterialization
  ) throws(PlanningError) {
    let levels = read.object.isV2 ? 0 : route.expandedLevels
    let planner = ExpansionPlanner(place: read.place)
    let shown = read.crossings.filter { $0.use == .shown }
    let fixed = read.crossings.filter { $0.use != .shown }
    let spared = demand.spared(
      of: shown, beside: try planner.reach(of: fixed, levels: levels))
    let reach = try planner.reach(
      of: fixed + shown.filter { spared[$0] == nil }, levels: levels)
    let late = try planner.reach(of: shown.compactMap { spared[$0] }, levels: 0)
    expand = reach.expand
    let tested = read.crossings.filter { $0.use == .tested }
    divide(reach.completion, by: tested)
    divide(late.completion, by: tested)
  }

  /// Assigns data used by a condition or an order to `beforeFilter`, the rest to `afterFilter`.
  private mutating func divide(_ completion: Completion, by tested: [RelationPath]) {
    for list in completion.lists {
      let isTested = tested.contains { $0.lists.contains(list.path) }
      if isTested { beforeFilter.lists.append(list) } else { afterFilter.lists.append(list) }
    }
    for lookup in completion.lookups {
      let isTested = tested.contains { $0.references.contains { $0.path == lookup.path } }
      if isTested {
        beforeFilter.lookups.append(lookup)
      } else {
        afterFilter.lookups.append(lookup)
      }
    }
  }
}

extension Route {
  fileprivate var expandedLevels: Int {
    isPaged ? RelationPath.maxLevelsOfRows : RelationPath.maxLevels
  }

  /// True if the rows come in pages.
  var isPaged: Bool {
    switch self {
    case .objects, .nothing: false
    case .list, .search, .top, .union, .through: true
    }
  }
}
