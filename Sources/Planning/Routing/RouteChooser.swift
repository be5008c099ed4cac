import Analysis
import Diagnostics
import Expressions
import JSON
import StripeCatalog

/// The values known when a route is chosen.
struct RouteRequest {
  var read: CheckedRead
  var parents: [String] = []
  var ids: [String] = []
  var filters: [BoundFilter] = []
  var condition: Scalar?
  /// The page size of the statement; nil for the default.
  var pageSize: Int?
  var defaultPageSize: Int
  var limit: Int?
}

/// Chooses the cheapest source that contains all rows.
struct RouteChooser {
  let request: RouteRequest

  var read: CheckedRead { request.read }

  /// Returns the condition that rows of a route must still be tested for; nil if there is none.
  /// Filters of a list are exact where they `decide`; a search may return old data and inexact
  /// matches.
  func residual(of route: Route) -> Scalar? {
    guard let condition = request.condition, condition != .constant(.bool(true)) else { return nil }
    let tested = condition.conjuncts.filter { !unseen.parts.contains($0) }
    guard case .list = route, let list = read.list else {
      return tested.isEmpty ? nil : Normalizer.normalized(.all(tested))
    }
    let pushdown = ListPushdown(list: list, condition: condition)
    let rest = tested.filter { !pushdown.decides($0, in: condition) }
    return rest.isEmpty ? nil : Normalizer.normalized(.all(rest))
  }

  /// Returns true if every row of the route is in the result.
  func isExact(_ route: Route) -> Bool {
    guard case .list = route else { return false }
    return read.verb == .list || residual(of: route) == nil
  }

  /// Returns the chosen route and its expected cost.
  func choice() throws(PlanningError) -> RouteCandidate {
    switch read.verb {
    case .get: return RouteCandidate(oneByOne: try objects(request.ids))
    case .list: return try listing()
    case .query, .retrieve: return try queryChoice()
    }
  }

  /// Returns the route of a `list`, which uses only the list endpoint.
  private func listing() throws(PlanningError) -> RouteCandidate {
    var step = try listStep(ListPushdown.parameters(of: request.filters), isWhole: true)
    step.shownFilters = shownFilters(isDivisible: step.isDivisible)
    let selectivity = Selectivity(object: read.object)
    let all = request.filters.reduce(Selectivity.rows) { $0 * selectivity.share(of: $1.condition) }
    let read = min(all, rowsWanted.map(Double.init) ?? all)
    return RouteCandidate(
      route: .list(step),
      cost: .stored(requests: pages(read, of: step.pageSize), most: pages(all, of: step.pageSize)))
  }

  private func queryChoice() throws(PlanningError) -> RouteCandidate {
    if !request.ids.isEmpty {
      if let problem = unseenProblem { throw problem }
      return RouteCandidate(oneByOne: try objects(request.ids))
    }
    let condition = request.condition ?? .constant(.bool(true))
    if condition == .constant(.bool(false)) {
      return RouteCandidate(oneByOne: .nothing(because: "no row can match"))
    }
    if let problem = Contradiction.found(in: condition, on: read.object) {
      return RouteCandidate(oneByOne: .nothing(because: problem))
    }
    if let ids = IDPushdown.ids(in: condition), read.via == nil, canRetrieve,
      unseen.parts.isEmpty
    {
      return RouteCandidate(
        oneByOne: ids.isEmpty
          ? .nothing(because: "no id can match") : try idRoute(ids, condition))
    }
    guard read.list != nil || read.search != nil else {
      return RouteCandidate(oneByOne: try objects([]))
    }
    return try collectionChoice(condition)
  }

  /// Returns the cheapest possible route; `via` in the statement takes precedence.
  private func collectionChoice(_ condition: Scalar) throws(PlanningError) -> RouteCandidate {
    switch read.via {
    case .search?:
      guard let search = try searchCandidate(condition) else {
        throw PlanningError(
          "no part of this condition is searchable; remove `via search`", at: read.place)
      }
      return [search, topCandidate(condition, otherwise: search)].compactMap { $0 }.cheapest
        ?? search
    case .list?:
      guard let list = try listCandidates(condition).cheapest else {
        throw PlanningError("Stripe cannot list \(read.object.plural)", at: read.place)
      }
      return list
    case nil:
      guard let direct = try directCandidate(condition) else {
        return RouteCandidate(oneByOne: .nothing(because: "no list endpoint"))
      }
      let whole = ([direct] + throughCandidates(condition, otherwise: direct)).cheapest ?? direct
      return [whole, topCandidate(condition, otherwise: whole)].compactMap { $0 }.cheapest ?? whole
    }
  }

  /// Returns the cheapest route that reads no other objects; nil if there is none.
  func directCandidate(_ condition: Scalar) throws(PlanningError) -> RouteCandidate? {
    let search = try searchCandidate(condition)
    guard read.list != nil else { return search }
    return (try listCandidates(condition) + [search].compactMap { $0 }).cheapest
  }

  private func searchCandidate(_ condition: Scalar) throws(PlanningError) -> RouteCandidate? {
    let pushdown = SearchPushdown(object: read.object)
    guard unseen.parts.isEmpty, let query = pushdown.query(for: condition) else { return nil }
    guard let operation = read.search else { return nil }
    let pageSize = request.pageSize ?? request.defaultPageSize
    let selectivity = Selectivity(object: read.object)
    let share = query.covered.reduce(1) { $0 * selectivity.share(of: $1) }
    // Search results have no defined order, so all of them are read, except for `retrieve`.
    let wanted = read.verb == .retrieve ? request.limit : nil
    let rows = expectedRows(share: share, of: condition, wanted: wanted)
    let texts = [query.text, query.textOfNull].compactMap { $0 }
    let steps = texts.map { text in
      SearchStep(
        path: operation.path, query: text, pageSize: pageSize,
        createdRange: query.createdRange(in: pushdown))
    }
    return RouteCandidate(
      route: .searches(steps),
      cost: .indexed(requests: pages(rows, of: pageSize) + steps.count - 1))
  }

  /// Returns the expected number of rows to read from a share of the collection until enough match.
  func expectedRows(share: Double, of condition: Scalar, wanted: Int?) -> Double {
    let all = Selectivity.rows * share
    guard let wanted else { return all }
    let matching = Selectivity(object: read.object).share(of: condition)
    guard matching > 0 else { return all }
    return min(all, Double(wanted) * max(1, share / matching))
  }

  func pages(_ rows: Double, of size: Int) -> Int {
    max(1, Int((rows / Double(size)).rounded(.up)))
  }
}

extension [RouteCandidate] {
  /// The cheapest candidate; of equal ones the first.
  var cheapest: RouteCandidate? { self.min { $0.cost < $1.cost } }
}
