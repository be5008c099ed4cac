import Analysis
import Expressions
import JSON
import StripeCatalog

extension RouteChooser {
  /// The maximum number of ids; for more of them the other route is taken.
  private static let maxIDs = 20

  /// Returns the routes that first read the objects referred to by an id in the condition.
  ///
  /// Only parts that are false for a missing object are used for that, so that no row without one
  /// is lost; each row is still tested with the whole condition.
  func throughCandidates(
    _ condition: Scalar, otherwise: RouteCandidate
  ) -> [RouteCandidate] {
    guard let list = read.list, list.object.field(named: "created") != nil else { return [] }
    let roots = Set(condition.fields.filter { $0.steps.count > 1 }.compactMap(\.root))
    return roots.sorted().compactMap { root in
      throughCandidate(root, condition, list, otherwise: otherwise)
    }
  }

  private func throughCandidate(
    _ root: String, _ condition: Scalar, _ list: Operation, otherwise: RouteCandidate
  ) -> RouteCandidate? {
    guard case .expandable(let objects)? = list.object.field(named: root)?.type,
      objects.count == 1, let other = objects.first,
      list.parameter(named: root)?.type.takesID == true
    else { return nil }
    let pushdown = ListPushdown(list: list, condition: condition)
    let carried = condition.conjuncts.filter { pushdown.filter(for: $0) != nil }
    guard unseen.parts.isSubset(of: carried) else { return nil }
    let own = carried.compactMap(pushdown.filter)
    guard !own.contains(where: { $0.path == [root] }) else { return nil }
    let parts = condition.conjuncts.compactMap { $0.asked(of: other, at: root) }
    guard !parts.isEmpty,
      let first = first(of: other, where: Normalizer.normalized(.all(parts))),
      let lists = try? lists(
        by: root, beside: own, showing: pushdown.shown(carried, isDivisible: list.hasTimeRange))
    else { return nil }
    let requests = first.ids * lists.count
    return RouteCandidate(
      route: .through(
        SemiJoin(
          first: first.plan, parameter: root, lists: lists, maxIDs: Self.maxIDs,
          otherwise: otherwise.route)),
      cost: first.cost + .stored(requests: requests, most: requests))
  }

  /// Returns the query of the other objects, the expected number of them, and its cost; nil if
  /// there would be too many or no filtered route exists.
  private func first(
    of object: ObjectType, where condition: Scalar
  ) -> (plan: ReadPlan, ids: Int, cost: RouteCost)? {
    let expected = Selectivity(object: object).share(of: condition) * Selectivity.rows
    guard expected <= Double(Self.maxIDs) else { return nil }
    let chooser = RouteChooser(
      request: RouteRequest(
        read: CheckedRead(querying: object, place: read.place), condition: condition,
        defaultPageSize: request.defaultPageSize))
    guard let found = try? chooser.directCandidate(condition) else { return nil }
    let plan = ReadPlan(
      title: "query \(object.plural)", object: object, route: found.route,
      routeIsExact: chooser.isExact(found.route), filter: chooser.residual(of: found.route),
      limit: Self.maxIDs + 1, place: read.place)
    return (plan, max(1, Int(expected)), found.cost)
  }

  private func lists(
    by root: String, beside filters: [BoundFilter], showing shown: [Scalar]
  ) throws(PlanningError) -> [ListStep] {
    var steps: [ListStep] = []
    // The ids may be given by a filter that Stripe requires.
    var parameters = ListPushdown.parameters(of: filters)
    parameters[root] = .string("")
    for parameters in completed(parameters) {
      var step = try listStep(parameters, isWhole: false)
      step.parameters[root] = nil
      step.shownFilters = shown
      steps.append(step)
    }
    return steps
  }
}

extension Scalar {
  /// Returns the part as a condition on the object with an id; nil if it reads other fields, or can
  /// be true without that object.
  fileprivate func asked(of object: ObjectType, at root: String) -> Scalar? {
    switch self {
    case .comparison(.notEqual, _, _, _): nil
    case .comparison(let comparison, .field(let path), .constant(let value), let kind):
      path.inside(object, at: root).map {
        .comparison(comparison, .field($0), .constant(value), as: kind)
      }
    case .membership(.field(let path), let candidates, let kind):
      candidates.values == nil
        ? nil
        : path.inside(object, at: root).map {
          .membership(.field($0), among: candidates, as: kind)
        }
    case .any(let parts): Scalar.each(parts, of: object, at: root).map(Scalar.any)
    case .all(let parts): Scalar.each(parts, of: object, at: root).map(Scalar.all)
    case .comparison, .membership, .constant, .field, .variable, .operation, .group, .moment, .zone,
      .element, .each, .shifted,
      .concatenation, .array, .object, .call, .column, .fitted, .arithmetic, .like, .isNull, .not:
      nil
    }
  }

  private static func each(
    _ parts: [Scalar], of object: ObjectType, at root: String
  ) -> [Scalar]? {
    let asked = parts.compactMap { $0.asked(of: object, at: root) }
    return asked.count == parts.count ? asked : nil
  }
}

extension RowPath {
  /// The fields that a deleted expanded object still has, although it is not in lists.
  private static let remnants: Set<String> = ["id", "object", "deleted"]

  /// Returns the path within the other object; nil if it leaves that object.
  fileprivate func inside(_ object: ObjectType, at root: String) -> RowPath? {
    guard let keys = plainKeys, keys.first == root, keys.count > 1 else { return nil }
    let rest = Array(keys.dropFirst())
    guard !Self.remnants.contains(rest[0]), object.facts(at: rest) != nil else { return nil }
    return RowPath(rest.map(Step.key))
  }
}
