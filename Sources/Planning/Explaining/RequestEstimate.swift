import Expressions

/// How many requests a read takes, as far as can be known before it.
package struct RequestEstimate: Sendable, Hashable {
  package let least: Int
  /// Nil where it depends on how much there is.
  package let most: Int?
  /// Places whose distinct ids take a request each beside those of the route.
  package let lookups: [RowPath]
  /// What the route itself takes at most.
  private let mostOfRoute: Int?

  package init(plan: ReadPlan) {
    let wanted = plan.routeIsExact && plan.orderBy.isEmpty && !plan.isGrouped ? plan.limit : nil
    let route = RequestEstimate(route: plan.route, wanted: wanted)
    least = route.least
    mostOfRoute = route.most
    let ids =
      plan.toTest.lookupBounds(of: plan.mostRowsTested)
      + plan.toShow.lookupBounds(of: plan.mostRowsShown)
    lookups = ids.map(\.path).uniqued
    let known = ids.compactMap(\.most)
    most = known.count == ids.count ? route.most.map { known.reduce($0, Self.sum) } : nil
  }

  /// Limits may be as large as numbers are.
  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, isTooMuch) = left.addingReportingOverflow(right)
    return isTooMuch ? .max : sum
  }

  init(route: Route, wanted: Int? = nil) {
    (least, most) = Self.bounds(of: route, wanted: wanted)
    (lookups, mostOfRoute) = ([], most)
  }

  private static func bounds(of route: Route, wanted: Int?) -> (least: Int, most: Int?) {
    switch route {
    case .nothing: return (0, 0)
    case .objects(let step): return (step.targets.count, step.targets.count)
    case .list(let step):
      let rows = [wanted, step.mostRows].compactMap { $0 }.min()
      return (1, rows.map { ($0 + step.pageSize - 1) / step.pageSize })
    // The first query may find nothing to list by.
    case .through(let step): return (RequestEstimate(plan: step.first).least, nil)
    case .search: return (1, nil)
    case .union(let routes):
      let parts = routes.map { bounds(of: $0, wanted: wanted) }
      let known = parts.compactMap(\.most)
      return (
        parts.reduce(0) { $0 + $1.least },
        known.count == parts.count ? known.reduce(0, +) : nil
      )
    }
  }

  package var text: String {
    ([routeText] + lookups.map { "1 per distinct \($0)" }).joined(separator: ", and ")
  }

  private var routeText: String {
    guard let most = mostOfRoute else { return "\(least) or more (one per page)" }
    return most <= least ? "\(least)" : "\(least) to \(most)"
  }
}

extension ReadPlan {
  /// Rows that are tested at most; nil where only Stripe knows.
  var mostRowsTested: Int? {
    guard case .objects(let step) = route else { return nil }
    return step.targets.count
  }

  /// Rows that are handed on at most; nil where only Stripe knows.
  var mostRowsShown: Int? {
    [expectsOne ? 1 : limit, mostRowsTested].compactMap { $0 }.min()
  }
}

extension Completion {
  /// The places of look-ups, those within looked-up objects included, and the ids that so many rows
  /// can have there; nil where one row can have any number.
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
