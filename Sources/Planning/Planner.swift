import Analysis
import Diagnostics
import Expressions
import JSON
import StripeCatalog

/// Turns checked statements with known values into plans.
package struct Planner: Sendable {
  /// The number of rows per page, 1 to 100, for statements without `page size`.
  package var pageSize: Int
  /// The maximum number of rows of a read, for statements without a smaller limit; nil if
  /// unlimited.
  package var maxRows: Int?

  /// Creates a planner with a page size and a maximum number of rows.
  package init(pageSize: Int = 100, maxRows: Int? = nil) {
    self.pageSize = pageSize
    self.maxRows = maxRows
  }

  /// Returns the plan of an operation.
  /// - Throws: `PlanningError` if a value does not fit, or if Stripe has no way to run the
  ///   operation.
  package func plan(
    _ operation: CheckedOperation, with bindings: Bindings
  ) throws(PlanningError) -> Plan {
    switch operation {
    case .read(let read): .read(try plan(read, with: bindings))
    case .write(let write): .write(try plan(write, with: bindings))
    case .request(let request): .request(try plan(request, with: bindings))
    case .file(let file): .file(try plan(file, with: bindings))
    }
  }

  /// Returns the plan of reading a file.
  /// - Throws: `PlanningError` if the path is not a text or has no value.
  package func plan(_ file: CheckedFile, with bindings: Bindings) throws(PlanningError) -> FilePlan
  {
    let value = try Binder(bindings: bindings, place: file.place).value(file.path)
    guard let path = value.string else {
      throw PlanningError("`read` requires the name of a file", at: file.place)
    }
    return FilePlan(path: path, place: file.place)
  }

  /// Returns the plan of a read.
  /// - Throws: `PlanningError` if a value does not fit, or if no endpoint of Stripe supports the
  ///   read.
  package func plan(_ read: CheckedRead, with bindings: Bindings) throws(PlanningError) -> ReadPlan
  {
    let binder = Binder(bindings: bindings, place: read.place)
    let filter = try binder.bound(read.condition)
    let limit = try binder.integer(read.limit, in: 0...Int.max, "limit")
    let effective = [limit, maxRows].compactMap { $0 }.min()
    let request = RouteRequest(
      read: read, parents: try binder.ids(read.parents), ids: try binder.ids(read.ids),
      filters: try binder.filters(read.filters), condition: filter.map(Normalizer.normalized),
      pageSize: try binder.integer(read.pageSize, in: 1...100, "page size"),
      defaultPageSize: pageSize, limit: read.verb == .retrieve ? 2 : effective)
    let chooser = RouteChooser(request: request)
    let found = try chooser.choice()
    let route = found.route
    let demand = LateMaterialization(
      rows: read.verb == .retrieve ? 1 : effective, pages: route.isPaged ? found.cost.requests : 0)
    let reach = try RowExpansions(read, route: route, demand: demand)
    return ReadPlan(
      title: "\(read.verb.rawValue) \(read.object.plural)", object: read.object,
      route: route, routeIsExact: chooser.isExact(route),
      filter: read.verb == .list ? nil : chooser.residual(of: route), expand: reach.expand,
      beforeFilter: reach.beforeFilter, shownAsIDs: read.shownAsIDs, afterFilter: reach.afterFilter,
      columns: try binder.columns(read.columns), grouping: try binder.grouping(read.grouping),
      count: chooser.countSearch(beside: found), beginning: chooser.beginningSearch(of: route),
      orderBy: try binder.order(read.orderBy),
      limit: effective, expectsOne: read.verb == .retrieve, isGet: read.verb == .get,
      destination: try destination(of: read, binder), isCharted: read.isCharted,
      place: read.place)
  }

  /// Returns the plan of a raw API request.
  /// - Throws: `PlanningError` if the path or the body is not valid, or if it sends or returns a
  ///   file.
  package func plan(
    _ request: CheckedRequest, with bindings: Bindings
  ) throws(PlanningError) -> RequestPlan {
    let binder = Binder(bindings: bindings, place: request.place)
    let path = try binder.path(request.path)
    let operation = Operation.aboutFile(request.method, path)
    if let problem = operation?.fileProblem { throw PlanningError(problem, at: request.place) }
    let body = try request.body.map { body throws(PlanningError) in try binder.value(body) }
    return try RequestPlan(
      method: request.method, path: path, body: body?.object ?? [:], place: request.place
    ).sendingEmpties()
  }

  /// Returns the plan of a write.
  /// - Throws: `PlanningError` if a value does not fit, or if its rows cannot be read.
  package func plan(_ write: CheckedWrite, with bindings: Bindings) throws(PlanningError)
    -> WritePlan
  {
    let binder = Binder(bindings: bindings, place: write.place)
    var parents: [String?] = []
    for parent in write.parents {
      guard let parent else {
        parents.append(nil)
        continue
      }
      parents.append(try binder.ids([parent]).first)
    }
    return WritePlan(
      title: write.actionText, verb: write.verb, object: write.object, operation: write.operation,
      batch: BatchWrite(write), parents: parents,
      input: try input(of: write, with: bindings, binder), body: try binder.bound(write.body),
      writtenBody: write.body, takesID: write.takesID,
      key: try keyPlan(of: write, below: parents), expand: write.expand,
      limit: try binder.integer(write.limit, in: 0...Int.max, "limit"), place: write.place)
  }

  private func destination(
    of read: CheckedRead, _ binder: Binder
  ) throws(PlanningError) -> PlannedDestination? {
    guard let destination = read.destination else { return nil }
    guard let address = try binder.value(destination.address).string, !address.isEmpty else {
      throw PlanningError("`into` requires the name of a file or a database", at: read.place)
    }
    guard let scalar = destination.table else { return PlannedDestination(address) }
    guard let table = try binder.value(scalar).string, !table.isEmpty else {
      throw PlanningError("`table` requires the name of a table", at: read.place)
    }
    return PlannedDestination(address, table: table)
  }

  private func keyPlan(
    of write: CheckedWrite, below parents: [String?]
  ) throws(PlanningError) -> KeyPlan? {
    guard let key = write.key else { return nil }
    return try KeyPlan(key, parents: parents.compactMap(\.self), pageSize: pageSize)
  }

  private func input(
    of write: CheckedWrite, with bindings: Bindings, _ binder: Binder
  ) throws(PlanningError) -> WriteInput {
    switch write.rows {
    case nil where write.ids.isEmpty: return .body
    case nil: return .ids(try binder.ids(write.ids))
    case .standardInput: return .standardInput
    case .matching(var read):
      read.limit = write.limit
      // A bulk write is bounded by its own limit, not by the number of rows to display.
      return .matching(try Planner(pageSize: pageSize).plan(read, with: bindings))
    case .value(let scalar):
      let value = try binder.value(scalar)
      if case .string(let path) = value { return .file(path) }
      return .values(value.array ?? value["data"]?.array ?? [value])
    }
  }
}
