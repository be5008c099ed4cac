import JSON
import Planning
import StripeWire

extension Engine {
  /// The rows a plan's route brings, before any test.
  func stream(_ plan: ReadPlan) -> any RowStream {
    stream(plan.route, of: plan)
  }

  func stream(_ route: Route, of plan: ReadPlan) -> any RowStream {
    switch route {
    case .nothing:
      return EmptyStream()
    case .objects(let step):
      return ObjectStream(
        engine: self, paths: step.targets.map(\.path),
        parameters: plan.expansion(prefix: ""), title: plan.title, place: plan.place,
        reportsMissing: plan.isGet || plan.expectsOne)
    case .list(let step):
      if let timed = timedStream(step, of: plan) { return timed }
      return PageStream(
        engine: self, path: step.path,
        parameters: JSONObject(step.parameters.members + plan.expansion(prefix: "data.").members),
        walk: PageWalk(style: step.isV2 ? .pageToken : .cursor, pageSize: step.pageSize),
        title: plan.title, place: plan.place)
    case .search(let step):
      if let divided = dividedStream(step, of: plan) { return divided }
      let query: JSONObject = ["query": .string(step.query)]
      return PageStream(
        engine: self, path: step.path,
        parameters: JSONObject(query.members + plan.expansion(prefix: "data.").members),
        walk: PageWalk(style: .searchPage, pageSize: step.pageSize), title: plan.title,
        place: plan.place)
    case .union(let routes):
      let streams = routes.map { stream($0, of: plan) }
      return plan.readsOldestFirst ? OldestFirstUnion(streams) : UnionStream(streams)
    case .through(let step):
      return ThroughStream(engine: self, step: step, plan: plan)
    }
  }
}

extension Engine {
  /// The search in slices of time, where it can be divided so.
  private func dividedStream(_ step: SearchStep, of plan: ReadPlan) -> (any RowStream)? {
    guard let range = step.createdRange else { return nil }
    let call = Call(request: APIRequest(.get, step.path), title: plan.title, place: plan.place)
    return SearchStream(
      engine: self, call: call,
      expand: plan.expansion(prefix: "data.")["expand"]?.array ?? [],
      board: SearchBoard(
        query: step.query, pageSize: step.pageSize, range: range, now: Int(surroundings.now()),
        wanted: plan.comesNewestFirst ? plan.limit : nil))
  }

  /// The list in slices of time, where it can be divided so.
  private func timedStream(_ step: ListStep, of plan: ReadPlan) -> (any RowStream)? {
    guard step.isDivisible else { return nil }
    let range = TimeRange(step.parameters["created"])
    var own = step.parameters
    own["created"] = nil
    let parameters = JSONObject(own.members + plan.expansion(prefix: "data.").members)
    return SlicedStream(
      engine: self, path: step.path, parameters: parameters,
      board: SliceBoard(
        plan.timeOrder, pageSize: step.pageSize, newest: range.newest, oldest: range.oldest,
        wanted: plan.rowsRead),
      title: plan.title, place: plan.place)
  }
}

/// The seconds that a `created` filter leaves open.
struct TimeRange {
  var newest: Int?
  var oldest: Int?

  init(_ filter: JSONValue?) {
    guard let bounds = filter?.object else { return }
    newest = [bounds["lte"]?.integer, bounds["lt"]?.integer.map { $0 &- 1 }].compactMap { $0 }.min()
    oldest = [bounds["gte"]?.integer, bounds["gt"]?.integer.map { $0 &+ 1 }].compactMap { $0 }.max()
  }
}

extension ReadPlan {
  /// Rows that will be taken of the route at most; nil where only the rows themselves tell.
  fileprivate var rowsRead: Int? {
    routeIsExact && (orderBy.isEmpty || readsOldestFirst) && !isGrouped ? limit : nil
  }

  /// The order in which a list that is divided by time is handed on.
  fileprivate var timeOrder: TimeOrder { readsOldestFirst ? .oldestFirst : .newestFirst }

  /// Whether rows are handed on in the order of a list.
  var comesNewestFirst: Bool {
    !isGrouped && (orderBy.isEmpty || orderBy.isNewestFirst)
  }

  /// `expand[]` for single objects, or with `data.` before each path for pages.
  fileprivate func expansion(prefix: String) -> JSONObject {
    // v2 has no expand: what it leaves out comes with `include`, which the statement names itself.
    guard !expand.isEmpty, !object.isV2 else { return [:] }
    return ["expand": .array(expand.map { .string(prefix + $0) })]
  }
}
