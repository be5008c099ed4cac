import Analysis
import Expressions
import JSON
import StripeCatalog

extension RouteChooser {
  /// More ids than this are not worth a list each: the plain walk is taken.
  private static let mostIDs = 20

  /// Routes that ask first for the objects that a condition looks at across an id.
  ///
  /// Only parts that are false where the other object is missing are asked for there, so that no
  /// row without one is lost; every row is tested with the whole condition still.
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
        ThroughStep(
          first: first.plan, parameter: root, lists: lists, mostIDs: Self.mostIDs,
          otherwise: otherwise.route)),
      cost: first.cost + .stored(requests: requests, most: requests))
  }

  /// The query of the other objects, how many it is expected to find, and what that costs; nil
  /// where it would find too many, or take a walk through all of them.
  private func first(
    of object: ObjectType, where condition: Scalar
  ) -> (plan: ReadPlan, ids: Int, cost: RouteCost)? {
    let expected = Selectivity(object: object).share(of: condition) * Selectivity.rows
    guard expected <= Double(Self.mostIDs) else { return nil }
    let chooser = RouteChooser(
      request: RouteRequest(
        read: CheckedRead(querying: object, place: read.place), condition: condition,
        defaultPageSize: request.defaultPageSize))
    guard let found = try? chooser.directCandidate(condition) else { return nil }
    let plan = ReadPlan(
      title: "query \(object.plural)", object: object, route: found.route,
      routeIsExact: chooser.isExact(found.route), filter: chooser.residual(of: found.route),
      limit: Self.mostIDs + 1, place: read.place)
    return (plan, max(1, Int(expected)), found.cost)
  }

  private func lists(
    by root: String, beside filters: [BoundFilter], showing shown: [Scalar]
  ) throws(PlanningError) -> [ListStep] {
    var steps: [ListStep] = []
    // A filter that is required may be the one by which the ids are given.
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
  /// The part as a condition on the object that an id names; nil where it looks at anything else,
  /// or can be true without that object.
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
  /// What an expanded object that was deleted still has, although no list shows it.
  private static let remnants: Set<String> = ["id", "object", "deleted"]

  /// The path as the other object has it, where it stays within that object's own rows.
  fileprivate func inside(_ object: ObjectType, at root: String) -> RowPath? {
    guard let keys = plainKeys, keys.first == root, keys.count > 1 else { return nil }
    let rest = Array(keys.dropFirst())
    guard !Self.remnants.contains(rest[0]), object.facts(at: rest) != nil else { return nil }
    return RowPath(rest.map(Step.key))
  }
}
