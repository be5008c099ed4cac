import Analysis
import Expressions
import StripeCatalog

extension RouteChooser {
  /// The maximum number of rows that are sorted from a search above a threshold.
  private static let maxTopRows = 1000
  /// The expected number of requests that find a threshold.
  private static let requestsOfThreshold = 4
  /// The number of requests up to which rows are read and not counted, because lists are current.
  private static let maxUncounted = 4

  /// Returns the route of `order by FIELD limit N` that reads only the rows with the greatest or
  /// least values; nil if search cannot find them.
  /// - Parameter otherwise: the route that reads all rows.
  func topCandidate(_ condition: Scalar, otherwise: RouteCandidate) -> RouteCandidate? {
    guard read.verb == .query, !read.isGrouped, let operation = read.search,
      let rows = request.limit, (1...Self.maxTopRows).contains(rows),
      let key = read.orderBy.first, let field = topField(key),
      read.crossings.allSatisfy({ $0.use != .tested }), unseen.parts.isEmpty,
      !otherwise.route.omitsObjects, let query = wholeQuery(of: condition)
    else { return nil }
    let pageSize = request.pageSize ?? request.defaultPageSize
    return RouteCandidate(
      route: .top(
        TopSearch(
          path: operation.path, query: query.text, field: field, isDescending: key.isDescending,
          hasOneKey: read.orderBy.count == 1, rows: rows, pageSize: pageSize,
          createdRange: query.range, otherwise: otherwise.route)),
      cost: .indexed(requests: Self.requestsOfThreshold + pages(Double(rows), of: pageSize)))
  }

  /// Returns the field of a sort key if search compares it as a whole number.
  private func topField(_ key: OrderKey) -> String? {
    let pushdown = SearchPushdown(object: read.object)
    guard case .field(let path) = key.scalar, let name = path.singleKey, name != "created",
      pushdown.field(at: path)?.kind == .numeric, pushdown.isWhole(path),
      // No search finds rows by where null is in the order.
      path.plainKeys.flatMap(read.object.facts)?.isNullable == false
    else { return nil }
    return name
  }

  /// Returns the search that matches at least the rows of a whole condition, with room for clauses
  /// of a threshold and of a range of time.
  private func wholeQuery(of condition: Scalar) -> (text: String, range: ClosedRange<Int>)? {
    let pushdown = SearchPushdown(object: read.object)
    let found =
      condition.conjuncts.isEmpty ? pushdown.everything : pushdown.query(for: condition)
    guard let query = found, query.clausesOfNull == nil,
      query.covered.count == condition.conjuncts.count,
      query.clauses.count < SearchPushdown.clauseLimit - 2,
      let range = query.createdRange(in: pushdown)
    else { return nil }
    return (query.text, range)
  }

  /// Returns the search that counts the rows of a read, if their number is all that is asked for
  /// and reading them would take many requests; otherwise nil.
  func countSearch(beside route: RouteCandidate) -> CountSearch? {
    guard read.verb == .query, read.via != .list, let operation = read.search,
      read.grouping?.isCount == true, request.ids.isEmpty, unseen.parts.isEmpty,
      route.route.isPaged, !route.route.omitsObjects, route.cost.requests > Self.maxUncounted
    else { return nil }
    return exactCount(by: operation)
  }

  /// Returns the search that shows by counts where the list of a route begins, if only a few of its
  /// oldest rows are read; otherwise nil.
  func beginningSearch(of route: Route) -> CountSearch? {
    guard read.verb == .query, read.via != .list, !read.isGrouped, read.orderBy.isOldestFirst,
      let operation = read.search, let rows = request.limit, unseen.parts.isEmpty,
      case .list(let step) = route, step.isDivisible, isExact(route),
      // One page has room for an estimate that is not exact.
      rows > 0, 2 * rows <= step.pageSize, let search = exactCount(by: operation),
      search.createdRange != nil
    else { return nil }
    return search
  }

  /// Returns the search that matches exactly the rows of the condition; nil if there is none.
  private func exactCount(by operation: Operation) -> CountSearch? {
    let pushdown = SearchPushdown(object: read.object)
    let condition = request.condition ?? .constant(.bool(true))
    let found =
      condition.conjuncts.isEmpty ? pushdown.everything : pushdown.exactQuery(for: condition)
    return found.map { query in
      CountSearch(
        path: operation.path, query: query.text, condition: condition,
        createdRange: query.createdRange(in: pushdown))
    }
  }
}

extension SearchPushdown {
  /// The query for all rows, which all have a time of creation; nil if it cannot be searched for.
  fileprivate var everything: SearchQuery? {
    object.searchField(named: "created")?.kind == .numeric
      ? SearchQuery(clauses: ["created>0"]) : nil
  }
}

extension Grouping {
  /// True if all rows are one group of which only their number is asked for.
  fileprivate var isCount: Bool {
    keys.isEmpty && !aggregates.isEmpty
      && aggregates.allSatisfy { $0 == Aggregate(.count) }
  }
}
