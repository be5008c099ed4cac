import JSON
import Planning

/// The rows of lists that are filtered by the ids of other objects, which are read first.
struct ThroughStream: RowStream {
  private let engine: Engine
  private let step: SemiJoin
  private let plan: ReadPlan
  /// The stream of rows; nil until the other objects are read.
  private var rows: (any RowStream)?

  init(engine: Engine, step: SemiJoin, plan: ReadPlan) {
    self.engine = engine
    self.step = step
    self.plan = plan
  }

  mutating func next() async throws -> [RawJSON]? {
    var rows = self.rows
    if rows == nil { rows = engine.stream(try await route(), of: plan) }
    defer { self.rows = rows }
    return try await rows?.next()
  }

  /// Returns a route with a list for each id, or the plain route if there are too many.
  private func route() async throws -> Route {
    var ids: [String] = []
    try await engine.read(step.first) { row in
      if let id = row.id { ids.append(id) }
    }
    return step.route(for: ids)
  }
}
