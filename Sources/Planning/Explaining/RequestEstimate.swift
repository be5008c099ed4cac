import Expressions
import OrderedCollections

/// The number of requests that a read is expected to take.
package struct RequestEstimate: Sendable, Hashable {
  /// The minimum number of requests.
  package let least: Int
  /// The maximum number of requests; nil if it depends on the data.
  package let most: Int?
  /// The paths whose distinct ids take one request each, in addition to those of the route.
  package let lookups: [RowPath]
  /// The maximum number of requests of the route alone; nil if it depends on the data.
  private let maxOfRoute: Int?

  /// Estimates the requests of a plan.
  package init(plan: ReadPlan) {
    let wanted = plan.routeIsExact && plan.orderBy.isEmpty && !plan.isGrouped ? plan.limit : nil
    let route = RequestEstimate(route: plan.route, wanted: wanted)
    least = route.least
    maxOfRoute = route.most
    let ids =
      plan.beforeFilter.lookupBounds(of: plan.maxRowsTested)
      + plan.afterFilter.lookupBounds(of: plan.maxRowsShown)
    lookups = OrderedSet(ids.map(\.path)).elements
    let known = ids.compactMap(\.most)
    most = known.count == ids.count ? route.most.map { known.reduce($0, Self.sum) } : nil
  }

  /// Returns a sum without overflow, because a limit can be as large as any number.
  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, isTooMuch) = left.addingReportingOverflow(right)
    return isTooMuch ? .max : sum
  }

  init(route: Route, wanted: Int? = nil) {
    (least, most) = Self.bounds(of: route, wanted: wanted)
    (lookups, maxOfRoute) = ([], most)
  }

  private static func bounds(of route: Route, wanted: Int?) -> (least: Int, most: Int?) {
    switch route {
    case .nothing: return (0, 0)
    case .objects(let step): return (step.targets.count, step.targets.count)
    case .list(let step):
      let rows = [wanted, step.maxRows].compactMap { $0 }.min()
      return (1, rows.map { ($0 + step.pageSize - 1) / step.pageSize })
    // The first query may find no objects, and then no list is read.
    case .through(let step): return (RequestEstimate(plan: step.first).least, nil)
    case .search, .top: return (1, nil)
    case .union(let routes):
      let parts = routes.map { bounds(of: $0, wanted: wanted) }
      let known = parts.compactMap(\.most)
      return (
        parts.reduce(0) { $0 + $1.least },
        known.count == parts.count ? known.reduce(0, +) : nil
      )
    }
  }

  /// The estimate in words.
  package var text: String {
    ([routeText] + lookups.map { "1 per distinct \($0)" }).joined(separator: ", and ")
  }

  private var routeText: String {
    guard let most = maxOfRoute else { return "\(least) or more (one per page)" }
    return most <= least ? "\(least)" : "\(least) to \(most)"
  }
}

extension ReadPlan {
  /// The maximum number of rows to filter; nil if it depends on the data.
  var maxRowsTested: Int? {
    guard case .objects(let step) = route else { return nil }
    return step.targets.count
  }

  /// The maximum number of rows in the result; nil if it depends on the data.
  var maxRowsShown: Int? {
    [expectsOne ? 1 : limit, maxRowsTested].compactMap { $0 }.min()
  }
}

extension Completion {
  /// Returns the paths of look-ups, including those in looked-up objects, with the maximum number
  /// of ids there; nil if one row can have any number.
  /// - Parameter rows: The number of rows; nil if unknown.
  func lookupBounds(
    of rows: Int?, below start: RowPath = RowPath()
  ) -> [(path: RowPath, most: Int?)] {
    lookups.flatMap { lookup in
      let path = RowPath(start.steps + lookup.path.steps)
      let most = lookup.isMany ? nil : rows
      return [(path, most)] + lookup.completion.lookupBounds(of: most, below: path)
    }
  }
}
