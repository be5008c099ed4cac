import JSON
import Planning
import StripeWire

extension Engine {
  /// The rows a plan's route brings, before any test.
  func stream(_ plan: ReadPlan) -> any RowStream {
    stream(plan.route, of: plan)
  }

  private func stream(_ route: Route, of plan: ReadPlan) -> any RowStream {
    switch route {
    case .nothing:
      return EmptyStream()
    case .objects(let step):
      return ObjectStream(
        engine: self, targets: step.targets.map { .init(path: $0.path) },
        parameters: plan.expansion(prefix: ""), title: plan.title, place: plan.place,
        reportsMissing: plan.isGet || plan.expectsOne)
    case .list(let step):
      return PageStream(
        engine: self, path: step.path,
        parameters: JSONObject(step.parameters.members + plan.expansion(prefix: "data.").members),
        walk: PageWalk(style: step.isV2 ? .pageToken : .cursor, pageSize: step.pageSize),
        title: plan.title, place: plan.place)
    case .search(let step):
      let query: JSONObject = ["query": .string(step.query)]
      return PageStream(
        engine: self, path: step.path,
        parameters: JSONObject(query.members + plan.expansion(prefix: "data.").members),
        walk: PageWalk(style: .searchPage, pageSize: step.pageSize), title: plan.title,
        place: plan.place)
    case .union(let routes):
      return UnionStream(routes.map { stream($0, of: plan) })
    }
  }
}

extension ReadPlan {
  /// `expand[]` for single objects, or with `data.` before each path for pages.
  fileprivate func expansion(prefix: String) -> JSONObject {
    // v2 has no expand: what it leaves out comes with `include`, which the statement names itself.
    guard !expand.isEmpty, !object.isV2 else { return [:] }
    return ["expand": .array(expand.map { .string(prefix + $0) })]
  }
}
