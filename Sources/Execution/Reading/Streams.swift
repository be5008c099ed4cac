import JSON
import Planning
import StripeWire

extension Engine {
  /// Returns the rows of a plan's route, before any local filter.
  func stream(_ plan: ReadPlan) -> any RowStream {
    stream(plan.route, of: plan)
  }

  func stream(_ route: Route, of plan: ReadPlan) -> any RowStream {
    switch route {
    case .nothing:
      return EmptyStream()
    case .objects(let step):
      return ObjectStream(
        engine: self, targets: step.targets, call: plan.call("", plan.expansion(prefix: "")),
        reportsMissing: plan.isGet || plan.expectsOne)
    case .list(let step):
      if let timed = timedStream(step, of: plan) { return timed }
      return PageStream(
        engine: self, call: plan.pageCall(step.path, step.parameters),
        walk: PageWalk(style: step.isV2 ? .pageToken : .cursor, pageSize: step.pageSize),
        fence: plan.dependsOnOrder
          ? TimeFence(TimeRange(step.parameters["created"]), requiresOrder: true) : nil,
        filter: ServerFilterFence(ServerFilter(step)))
    case .search(let step):
      if let divided = dividedStream(step, of: plan) { return divided }
      return PageStream(
        engine: self, call: plan.pageCall(step.path, ["query": .string(step.query)]),
        walk: PageWalk(style: .searchPage, pageSize: step.pageSize))
    case .top(let step):
      return TopStream(
        engine: self, step: step, plan: plan, call: plan.call(step.path, [:]),
        expand: plan.expansion(prefix: "data.")["expand"]?.array ?? [])
    case .union(let routes):
      let buffers = UnionBuffers(
        routes.map { route in UnionBranch { stream(route, of: plan) } }, engine: self,
        readsAhead: plan.limit == nil && !plan.expectsOne)
      return plan.readsOldestFirst
        ? OldestFirstUnion(buffers)
        : UnionStream(buffers, requiresOrder: plan.dependsOnOrder, place: plan.place)
    case .through(let step):
      return ThroughStream(engine: self, step: step, plan: plan)
    }
  }
}

extension Engine {
  /// Returns the search divided into slices of time; nil if it cannot be divided.
  private func dividedStream(_ step: SearchStep, of plan: ReadPlan) -> (any RowStream)? {
    guard let range = step.createdRange else { return nil }
    return SearchStream(
      engine: self, call: plan.call(step.path, [:]),
      expand: plan.expansion(prefix: "data.")["expand"]?.array ?? [],
      board: SearchScheduler(
        query: step.query, pageSize: step.pageSize, range: range, now: Int(dependencies.now()),
        wanted: plan.comesNewestFirst ? plan.limit : nil))
  }

  /// Returns the list divided into slices of time; nil if it cannot be divided.
  private func timedStream(_ step: ListStep, of plan: ReadPlan) -> (any RowStream)? {
    guard step.isDivisible else { return nil }
    guard let search = plan.beginning, let wanted = plan.rowsRead else {
      return slicedStream(step, of: plan)
    }
    return BeginningStream(
      engine: self, search: search, plan: plan,
      scan: BeginningScan(
        wanted: wanted, pageSize: step.pageSize,
        oldest: max(search.createdRange?.lowerBound ?? 0, RangeScanScheduler.earliestCreated))
    ) { [self] second in
      slicedStream(step, of: plan, beginning: second)
    }
  }

  private func slicedStream(
    _ step: ListStep, of plan: ReadPlan, beginning: Int? = nil
  ) -> SlicedStream {
    let range = TimeRange(step.parameters["created"])
    return SlicedStream(
      engine: self, call: plan.pageCall(step.path, step.parameters),
      filter: ServerFilter(step), requiresOrder: plan.dependsOnOrder,
      board: RangeScanScheduler(
        plan.timeOrder, pageSize: step.pageSize, newest: range.newest, oldest: range.oldest,
        beginning: beginning, wanted: plan.rowsRead))
  }
}

/// The range of seconds that a `created` filter allows, in Unix seconds; nil for open ends.
struct TimeRange: Sendable, Equatable {
  var newest: Int?
  var oldest: Int?

  init(newest: Int?, oldest: Int?) {
    self.newest = newest
    self.oldest = oldest
  }

  init(_ filter: JSONValue?) {
    guard let bounds = filter?.object else { return }
    newest = [bounds["lte"]?.integer, bounds["lt"]?.integer.map { $0 &- 1 }].compactMap { $0 }.min()
    oldest = [bounds["gte"]?.integer, bounds["gt"]?.integer.map { $0 &+ 1 }].compactMap { $0 }.max()
  }
}

extension TimeRange {
  func contains(_ second: Int) -> Bool { second <= newest ?? .max && second >= oldest ?? .min }
}

extension ReadPlan {
  /// Returns a request of this plan.
  func call(_ path: String, _ parameters: JSONObject) -> Call {
    var call = Call(request: APIRequest(.get, path, parameters), title: title, place: place)
    call.kind = ObjectKind(object)
    return call
  }

  /// Returns a request for a page, without paging parameters.
  fileprivate func pageCall(_ path: String, _ parameters: JSONObject) -> Call {
    call(path, JSONObject(parameters.members + expansion(prefix: "data.").members))
  }

  /// True if the result would be wrong if a list were not newest first, because nothing sorts the
  /// rows afterwards.
  fileprivate var dependsOnOrder: Bool {
    !isGrouped && (orderBy.isNewestFirst || readsOldestFirst)
  }

  /// The maximum number of rows read from the route; nil if it depends on the rows themselves.
  fileprivate var rowsRead: Int? {
    routeIsExact && (comesNewestFirst || (readsOldestFirst && !isGrouped)) ? limit : nil
  }

  /// The order in which a list that is divided by time is returned.
  fileprivate var timeOrder: TimeOrder { readsOldestFirst ? .oldestFirst : .newestFirst }

  /// True if rows are returned in the order of a list.
  var comesNewestFirst: Bool {
    !isGrouped && (orderBy.isEmpty || orderBy.isNewestFirst)
  }

  /// Returns `expand[]` for single objects, or with `data.` before each path for pages.
  fileprivate func expansion(prefix: String) -> JSONObject {
    // v2 has no `expand`: omitted members are requested by `include`, which the statement names
    // itself.
    guard !expand.isEmpty, !object.isV2 else { return [:] }
    return ["expand": .array(expand.map { .string(prefix + $0) })]
  }
}
