/// What a route is expected to cost.
///
/// The number of requests comes first, by its magnitude: how many rows there are can only be
/// guessed. Of the same magnitude the route with the wider limit is the cheaper one, then the one
/// that sees what was just written, then the one with less to read where a limit ends none.
struct RouteCost: Hashable {
  var requests: Int
  /// Requests where what is wanted comes last.
  var most: Int
  /// Requests a second that Stripe allows it.
  var allowance: Int
  /// Seconds for which what was written may be missing.
  var lag: Int

  /// Lists. Source of the allowance: Stripe's rate limits, of a sandbox.
  static func stored(requests: Int, most: Int) -> RouteCost {
    RouteCost(requests: requests, most: most, allowance: 25, lag: 0)
  }

  /// Search. Source: Stripe's page on search: 20 reads a second, and data within a minute.
  static func indexed(requests: Int) -> RouteCost {
    RouteCost(requests: requests, most: requests, allowance: 20, lag: 60)
  }

  static func + (left: RouteCost, right: RouteCost) -> RouteCost {
    RouteCost(
      requests: left.requests + right.requests, most: left.most + right.most,
      allowance: min(left.allowance, right.allowance), lag: max(left.lag, right.lag))
  }

  /// A handful of requests is done at once; beyond that every doubling counts.
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

/// A route that would do, and its cost.
struct RouteCandidate {
  var route: Route
  var cost: RouteCost
}

extension RouteCandidate {
  /// A route that nothing competes with: a request for each of the rows, or none at all.
  init(oneByOne route: Route) {
    let requests = RequestEstimate(route: route).least
    self.init(route: route, cost: .stored(requests: requests, most: requests))
  }
}
