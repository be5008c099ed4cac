extension Route {
  /// True if its rows come newest first, by the time of their creation, without being sorted.
  package var isInTimeOrder: Bool {
    switch self {
    case .list(let step): step.hasTimeRange
    case .search(let step): step.createdRange != nil
    case .union(let routes): routes.allSatisfy(\.isInTimeOrder)
    case .nothing, .objects, .through, .top: false
    }
  }

  /// True if it is a list from which Stripe omits some objects that match.
  package var omitsObjects: Bool {
    switch self {
    case .list(let step): step.omission != nil
    case .union(let routes): routes.contains(where: \.omitsObjects)
    case .nothing, .objects, .through, .search, .top: false
    }
  }
}
