import Analysis
import Diagnostics
import Evaluation
import JSON
import StripeCatalog

/// What is known when a route is to be chosen.
struct RouteRequest {
  var read: CheckedRead
  var parents: [String]
  var ids: [String]
  var filters: [BoundFilter]
  var condition: Scalar?
  /// What the statement says; the default stands behind it.
  var pageSize: Int?
  var defaultPageSize: Int
  var limit: Int?
}

/// Chooses where rows come from: the narrowest source that holds all of them.
struct RouteChooser {
  let request: RouteRequest

  private var read: CheckedRead { request.read }

  /// What rows of a route must still be tested for: a list's filters decide what they carry
  /// exactly,
  /// while a search's index may be late and its matches loose.
  func residual(of route: Route) -> Scalar? {
    guard let condition = request.condition, condition != .constant(.bool(true)) else { return nil }
    guard case .list = route, let list = read.list else { return condition }
    let pushdown = ListPushdown(list: list)
    let rest = condition.conjuncts.filter { !pushdown.decides($0, in: condition) }
    return rest.isEmpty ? nil : Normalizer.normalized(.all(rest))
  }

  /// Whether every row of the route is wanted.
  func isExact(_ route: Route) -> Bool {
    guard case .list = route else { return false }
    return read.verb == .list || residual(of: route) == nil
  }

  func route() throws(PlanningError) -> Route {
    switch read.verb {
    case .get: return try objects(request.ids)
    case .list:
      return .list(try listStep(ListPushdown.parameters(of: request.filters), isWhole: true))
    case .query, .retrieve: return try queryRoute()
    }
  }

  private func queryRoute() throws(PlanningError) -> Route {
    if !request.ids.isEmpty { return try objects(request.ids) }
    let condition = request.condition ?? .constant(.bool(true))
    if condition == .constant(.bool(false)) { return .nothing(because: "no row can match") }
    if let problem = Contradiction.found(in: condition) { return .nothing(because: problem) }
    if let ids = IDPushdown.ids(in: condition), read.via == nil, canRetrieve {
      return ids.isEmpty ? .nothing(because: "no id can match") : try objects(ids)
    }
    guard read.list != nil || read.search != nil else { return try objects([]) }
    return try collectionRoute(condition)
  }

  /// A list, a search, or several lists; the statement's `via` has the last word.
  private func collectionRoute(_ condition: Scalar) throws(PlanningError) -> Route {
    let search = SearchPushdown(object: read.object).query(for: condition)
    switch read.via {
    case .search?:
      guard let search else {
        throw PlanningError(
          "nothing in this condition can be searched for; leave `via search` out", at: read.place)
      }
      return try searchRoute(search)
    case .list?:
      return try listRoute(condition)
    case nil:
      guard let list = read.list else {
        return try search.map { search throws(PlanningError) in try searchRoute(search) }
          ?? .nothing(because: "there is no list to read")
      }
      let listed = ListPushdown(list: list).covered(condition)
      let stopsEarly = request.limit != nil && read.orderBy.isEmpty && !read.isGrouped
      if let search, search.narrows(more: listed, stopsEarly: stopsEarly) {
        return try searchRoute(search)
      }
      return try listRoute(condition)
    }
  }

  private func searchRoute(_ search: SearchQuery) throws(PlanningError) -> Route {
    guard let operation = read.search else {
      throw PlanningError("Stripe cannot search \(read.object.plural)", at: read.place)
    }
    return .search(
      SearchStep(
        path: operation.path, query: search.text,
        pageSize: request.pageSize ?? request.defaultPageSize,
        createdRange: search.createdRange(in: SearchPushdown(object: read.object))))
  }

  /// One list, or one for each alternative when every alternative narrows its own.
  private func listRoute(_ condition: Scalar) throws(PlanningError) -> Route {
    guard let list = read.list else {
      throw PlanningError("Stripe cannot list \(read.object.plural)", at: read.place)
    }
    let pushdown = ListPushdown(list: list)
    let parameterSets = pushdown.alternatives(of: condition)
    let complete = parameterSets.flatMap { completed($0, list) }
    let isWhole = pushdown.carriesAll(of: condition)
    var steps: [Route] = []
    for parameters in complete { steps.append(.list(try listStep(parameters, isWhole: isWhole))) }
    if steps.count == 1 { return steps[0] }
    return .union(steps)
  }

  /// The lists that together hold everything, where Stripe hides some rows of one.
  private func completed(_ parameters: JSONObject, _ list: Operation) -> [JSONObject] {
    guard let filter = list.completingFilter, parameters[filter.name] == nil else {
      return [parameters]
    }
    return filter.values.map { value in
      var parameters = parameters
      parameters[filter.name] = .string(value)
      return parameters
    }
  }

  private func listStep(_ parameters: JSONObject, isWhole: Bool) throws(PlanningError) -> ListStep {
    guard let list = read.list, let path = list.path(with: request.parents) else {
      throw PlanningError("the id of what it is nested in is missing", at: read.place)
    }
    for filter in list.filters where filter.isRequired && parameters[filter.name] == nil {
      throw PlanningError(
        "Stripe lists \(read.object.plural) only by `\(filter.name)`: add `\(filter.name) = …`",
        at: read.place)
    }
    // A walk that hands on every row it gets asks for no more rows than are wanted.
    let bound = isWhole && read.orderBy.isEmpty && !read.isGrouped ? request.limit : nil
    let wanted = request.pageSize ?? min(request.defaultPageSize, max(1, bound ?? .max))
    let hasTimeRange =
      !list.isV2 && list.parameter(named: "created")?.isRange == true
      && list.object.field(named: "created")?.type == .timestamp
    return ListStep(
      path: path, parameters: parameters, pageSize: wanted, isV2: list.isV2,
      hasTimeRange: hasTimeRange)
  }

  private var canRetrieve: Bool {
    read.retrieve.map { $0.pathParameters.count == request.parents.count + 1 } ?? false
  }

  private func objects(_ ids: [String]) throws(PlanningError) -> Route {
    guard let retrieve = read.retrieve else {
      throw PlanningError("Stripe cannot get \(read.object.plural) by id", at: read.place)
    }
    var targets: [ObjectTarget] = []
    let takesID = retrieve.pathParameters.count > request.parents.count
    for id in takesID ? ids : [""] {
      let values = request.parents + (takesID ? [id] : [])
      guard let path = retrieve.path(with: values) else {
        throw PlanningError("an id is missing for `\(retrieve.path)`", at: read.place)
      }
      targets.append(ObjectTarget(id: takesID ? id : read.object.name, path: path))
    }
    return .objects(ObjectsStep(template: retrieve.path, targets: targets))
  }
}
