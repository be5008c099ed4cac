/// How many requests a read takes, as far as can be known before it.
public struct RequestEstimate: Sendable, Hashable {
  public let least: Int
  /// Nil where it depends on how much there is.
  public let most: Int?

  public init(plan: ReadPlan) {
    self = RequestEstimate(
      route: plan.route,
      wanted: plan.routeIsExact && plan.orderBy.isEmpty && !plan.isGrouped ? plan.limit : nil)
  }

  private init(route: Route, wanted: Int?) {
    switch route {
    case .nothing: (least, most) = (0, 0)
    case .objects(let step): (least, most) = (step.targets.count, step.targets.count)
    case .list(let step):
      let rows = [wanted, step.mostRows].compactMap { $0 }.min()
      (least, most) = (1, rows.map { ($0 + step.pageSize - 1) / step.pageSize })
    // The first query may find nothing to list by.
    case .through(let step): (least, most) = (RequestEstimate(plan: step.first).least, nil)
    case .search: (least, most) = (1, nil)
    case .union(let routes):
      let parts = routes.map { RequestEstimate(route: $0, wanted: wanted) }
      let known = parts.compactMap(\.most)
      least = parts.reduce(0) { $0 + $1.least }
      most = known.count == parts.count ? known.reduce(0, +) : nil
    }
  }

  public var text: String {
    guard let most else { return "\(least) or more, one a page" }
    return most <= least ? "\(least)" : "\(least) to \(most)"
  }
}
