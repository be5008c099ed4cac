import Analysis
import Expressions
import JSON
import StripeCatalog

extension RouteChooser {
  var canRetrieve: Bool {
    read.retrieve.map { $0.pathParameters.count == request.parents.count + 1 } ?? false
  }

  /// Returns the route for known ids: one request each, or many in one if the list takes ids.
  func idRoute(_ ids: [String], _ condition: Scalar) throws(PlanningError) -> Route {
    let lists = try idLists(ids, condition)
    return lists.isEmpty || lists.count >= ids.count ? try objects(ids) : .lists(lists)
  }

  /// Returns lists of one page each, because Stripe's `ids` parameter cannot be combined with a
  /// cursor.
  private func idLists(_ ids: [String], _ condition: Scalar) throws(PlanningError) -> [ListStep] {
    guard let list = read.list, list.completingFilter == nil,
      case .array? = list.parameter(named: "ids")?.type
    else { return [] }
    let pushdown = ListPushdown(list: list, condition: condition)
    let carried = condition.conjuncts.compactMap { part in
      pushdown.filter(for: part).map { (part: part, filter: $0) }
    }
    let filters = ListPushdown.parameters(of: carried.map(\.filter))
    let pageSize = request.pageSize ?? request.defaultPageSize
    var steps: [ListStep] = []
    var rest = ids[...]
    while !rest.isEmpty {
      let some = rest.prefix(pageSize)
      rest = rest.dropFirst(pageSize)
      var parameters = filters
      parameters["ids"] = .array(some.map(JSONValue.string))
      var step = try listStep(parameters, isWhole: false)
      (step.hasTimeRange, step.maxRows, step.pageSize) = (false, some.count, pageSize)
      step.shownFilters = pushdown.shown(carried.map(\.part), isDivisible: false)
      steps.append(step)
    }
    return steps
  }

  func objects(_ ids: [String]) throws(PlanningError) -> Route {
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
