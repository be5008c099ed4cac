import JSON
import Planning
import StripeWire

/// The rows with the greatest or least values of a field, newest first: those that a search finds
/// beyond a threshold, or else those of the plain route.
final class TopStream: RowStream {
  private let engine: Engine
  private let step: TopSearch
  private let plan: ReadPlan
  /// Path, title and place of every request, without parameters.
  private let call: Call
  private let expand: [JSONValue]
  private var pages: [Int?: ListPage] = [:]
  private var isRead = false
  private var plainRows: (any RowStream)?

  init(engine: Engine, step: TopSearch, plan: ReadPlan, call: Call, expand: [JSONValue]) {
    self.engine = engine
    self.step = step
    self.plan = plan
    self.call = call
    self.expand = expand
  }

  func next() async throws -> [RawJSON]? {
    if !isRead {
      isRead = true
      if let rows = try await foundRows() { return rows.newestFirst }
      plainRows = engine.stream(step.otherwise, of: plan)
    }
    return try await plainRows?.next()
  }

  /// Returns rows among which all rows of the result are; nil if the search cannot answer.
  private func foundRows() async throws -> [RawJSON]? {
    guard !engine.recentWrites.mayBeUnsearchable else { return nil }
    do {
      return try await scan().flatMap { $0.areDistinct ? $0 : nil }
    } catch let failure as Failure where failure.isRefusal {
      return nil
    }
  }

  private func scan() async throws -> [RawJSON]? {
    var scan = TopScan(step)
    while true {
      switch scan.next() {
      case .count(let value):
        let page = try await page(step.query(from: value), ["limit": .integer(step.pageSize)])
        guard scan.received(page, from: value) else { return nil }
        pages[value] = page
      case .read(let value, let count):
        guard let rows = try await rows(from: value, count: count) else { return nil }
        return try value == nil || admitted(rows).count >= step.rows ? rows : nil
      case .readTies(let value, let beyond, let count):
        guard let rows = try await rows(from: beyond, count: count) else { return nil }
        guard let ties = try await ties(of: value, most: step.rows - admitted(rows).count) else {
          return nil
        }
        return rows + ties
      case .giveUp:
        return nil
      }
    }
  }

  /// Returns all rows from a value on; nil if they contradict their count.
  private func rows(from value: Int?, count: Int) async throws -> [RawJSON]? {
    guard var page = pages[value] else { return nil }
    var walk = PageWalk(style: .searchPage, pageSize: step.pageSize)
    var rows: [RawJSON] = []
    while true {
      let (new, order) = walk.received(page)
      rows += new
      switch order {
      case .request(let paging): page = try await self.page(step.query(from: value), paging)
      case .finish: return rows.count == count && holds(rows, from: value) ? rows : nil
      case .fail: return nil
      }
    }
  }

  /// Returns true if rows have the values that were searched for: the index may be older than they.
  private func holds(_ rows: [RawJSON], from value: Int?) -> Bool {
    guard let value else { return true }
    return rows.allSatisfy { row in
      row[step.field]?.integer.map { step.isDescending ? $0 >= value : $0 <= value } ?? false
    }
  }

  /// Returns the newest rows with a value; nil if there are fewer than wanted.
  private func ties(of value: Int, most: Int) async throws -> [RawJSON]? {
    let stream = SearchStream(
      engine: engine, call: call, expand: expand,
      board: SearchScheduler(
        query: step.query(of: value), pageSize: step.pageSize, range: step.createdRange,
        now: Int(engine.dependencies.now()), wanted: most))
    var found: [RawJSON] = []
    while found.count < most, let rows = try await stream.next() {
      guard rows.allSatisfy({ $0[step.field]?.integer == value }) else { return nil }
      found += try admitted(rows).prefix(most - found.count)
    }
    return found.count == most ? found : nil
  }

  /// Returns the rows that satisfy the condition.
  private func admitted(_ rows: [RawJSON]) throws -> [RawJSON] {
    try rows.filter { try plan.admits($0) }
  }

  private func page(_ query: String, _ paging: JSONObject) async throws -> ListPage {
    var call = call
    var parameters: JSONObject = ["query": .string(query)]
    let expand = paging["page"] == nil ? expand + ["total_count"] : expand
    if !expand.isEmpty { parameters["expand"] = .array(expand) }
    call.request.parameters = JSONObject(parameters.members + paging.members)
    return try await engine.anyPage(call)
  }
}
