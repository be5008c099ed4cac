import Analysis
import Expressions
import JSON
import StripeCatalog

extension RouteChooser {
  /// Returns the possible lists: one that is filtered row by row, or several that divide the
  /// condition.
  func listCandidates(_ condition: Scalar) throws(PlanningError) -> [RouteCandidate] {
    guard let list = read.list else { return [] }
    let pushdown = ListPushdown(list: list, condition: condition)
    let isWhole = pushdown.carriesAll(of: condition)
    var candidates: [RouteCandidate] = []
    var problem: PlanningError?
    for division in unseen.carried(by: pushdown.divisions(of: condition)) {
      do {
        candidates.append(try candidate(division.lists, condition, pushdown, isWhole: isWhole))
      } catch {
        problem = problem ?? error
      }
    }
    if candidates.isEmpty, let problem = problem ?? unseenProblem { throw problem }
    return candidates
  }

  private func candidate(
    _ lists: [ListAlternative], _ condition: Scalar, _ pushdown: ListPushdown, isWhole: Bool
  ) throws(PlanningError) -> RouteCandidate {
    let selectivity = Selectivity(object: read.object)
    let shares = lists.map { list in
      list.carried.reduce(1) { $0 * selectivity.share(of: $1) }
    }
    let whole = shares.reduce(0, +)
    let rows = expectedRows(
      share: min(1, whole), of: condition, wanted: rowsWanted)
    var steps: [ListStep] = []
    var cost = RouteCost.stored(requests: 0, most: 0)
    for (list, share) in zip(lists, shares) {
      let parameterSets = completed(list.parameters)
      let all = Selectivity.rows * share / Double(parameterSets.count)
      let read = all * rows / max(Selectivity.rows * whole, 1)
      for parameters in parameterSets {
        var step = try listStep(parameters, isWhole: isWhole)
        step.shownFilters = pushdown.shown(list.carried, isDivisible: step.isDivisible)
        cost =
          cost
          + .stored(
            requests: pages(read, of: step.pageSize), most: pages(all, of: step.pageSize))
        steps.append(step)
      }
    }
    return RouteCandidate(route: .lists(steps), cost: cost)
  }

  /// The number of matching rows after which reading lists can stop; nil if all are read.
  var rowsWanted: Int? {
    if read.isGrouped { return nil }
    let comesInOrder =
      read.orderBy.isEmpty || read.orderBy.isNewestFirst
      || (read.orderBy.isOldestFirst && read.list?.hasTimeRange == true)
    return comesInOrder || read.verb == .retrieve ? request.limit : nil
  }

  /// Returns the parameters of lists that together contain all rows, because Stripe omits some rows
  /// from a single list.
  func completed(_ parameters: JSONObject) -> [JSONObject] {
    guard let filter = read.list?.completingFilter, parameters[filter.name] == nil else {
      return [parameters]
    }
    return filter.values.map { value in
      var parameters = parameters
      parameters[filter.name] = .string(value)
      return parameters
    }
  }

  func listStep(_ parameters: JSONObject, isWhole: Bool) throws(PlanningError) -> ListStep {
    guard let list = read.list, let path = list.path(with: request.parents) else {
      throw PlanningError("the parent id is missing", at: read.place)
    }
    if let missing = list.missingFilter(in: parameters) {
      throw PlanningError(
        "Stripe lists \(read.object.plural) only by `\(missing)`: add `\(missing) = …`",
        at: read.place)
    }
    // If every row of the list is in the result, the page needs no more rows than the limit.
    let bound = isWhole && read.orderBy.isEmpty && !read.isGrouped ? request.limit : nil
    let wanted = request.pageSize ?? min(request.defaultPageSize, max(1, bound ?? .max))
    return ListStep(
      path: path, parameters: parameters, pageSize: wanted, isV2: list.isV2,
      hasTimeRange: list.hasTimeRange, omission: list.omission(filteredBy: parameters.keys))
  }
}

extension Route {
  static func lists(_ steps: [ListStep]) -> Route {
    if steps.count == 1, let step = steps.first { return .list(step) }
    return .union(steps.map(Route.list))
  }

  static func searches(_ steps: [SearchStep]) -> Route {
    if steps.count == 1, let step = steps.first { return .search(step) }
    return .union(steps.map(Route.search))
  }
}

extension Operation {
  /// True if it takes a range of `created`, and its rows contain the field.
  var hasTimeRange: Bool {
    !isV2 && parameter(named: "created")?.isRange == true
      && object.field(named: "created")?.type == .timestamp
  }

  /// Returns the name of a filter that Stripe requires and that is missing, such as
  /// `owner.customer`; nil if there is none.
  fileprivate func missingFilter(in parameters: JSONObject) -> String? {
    for filter in filters where filter.isRequired && parameters[filter.name] == nil {
      return filter.name
    }
    for filter in parameters.members {
      let beside = filter.value.object ?? [:]
      for member in beside.members {
        let wanted = companions(of: "\(filter.key).\(member.key)", member.value.string ?? "")
        let isThere = wanted.contains { beside[String($0.dropFirst(filter.key.count + 1))] != nil }
        if !isThere, let first = wanted.first { return first }
      }
    }
    return nil
  }
}
