/// The expected cost of a route.
///
/// The number of requests counts first, by its order of magnitude, because the number of rows can
/// only be guessed. For the same magnitude the route with the higher rate limit is cheaper, then
/// the one with more recent data, then the one with less to read in the worst case.
struct RouteCost: Hashable {
  var requests: Int
  /// The number of requests if the wanted rows come last.
  var most: Int
  /// The number of requests per second that Stripe allows.
  var allowance: Int
  /// The maximum age of the data in seconds.
  var lag: Int

  /// Returns the cost of lists. Source of the allowance: Stripe's rate limits for sandboxes.
  static func stored(requests: Int, most: Int) -> RouteCost {
    RouteCost(requests: requests, most: most, allowance: 25, lag: 0)
  }

  /// Returns the cost of a search. Source: Stripe's page on search: 20 reads per second, and data
  /// within a minute.
  static func indexed(requests: Int) -> RouteCost {
    RouteCost(requests: requests, most: requests, allowance: 20, lag: 60)
  }

  static func + (left: RouteCost, right: RouteCost) -> RouteCost {
    RouteCost(
      requests: left.requests + right.requests, most: left.most + right.most,
      allowance: min(left.allowance, right.allowance), lag: max(left.lag, right.lag))
  }

  /// The order of magnitude of the requests: 0 for up to four; then each doubling adds one.
  private var magnitude: Int {
    requests <= 4 ? 0 : Int.bitWidth - (requests - 1).leadingZeroBitCount
  }
}

extension RouteCost: Comparable {
  static func < (left: RouteCost, right: RouteCost) -> Bool {
    left.keys.lexicographicallyPrecedes(right.keys)
  }

  private var keys: [Int] { [magnitude, -allowance, lag, most, requests] }
}

/// A possible route and its cost.
struct RouteCandidate {
  var route: Route
  var cost: RouteCost
}

extension RouteCandidate {
  /// Creates a route without alternatives: one request for each row, or none at all.
  init(oneByOne route: Route) {
    let requests = RequestEstimate(route: route).least
    self.init(route: route, cost: .stored(requests: requests, most: requests))
  }
}
