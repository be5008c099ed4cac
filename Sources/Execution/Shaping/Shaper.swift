import Expressions
import JSON
import Planning

/// Sorts, groups, limits and projects the rows that match the filter.
struct Shaper {
  private let plan: ReadPlan
  /// Creates the columns; nil if rows are shown whole.
  private let projection: Projection?
  private var handedOn = 0
  private var sorter: Sorter?
  private var grouper: Grouper?

  private let directory: String

  /// Creates the shaper of a plan.
  /// - Parameter directory: for temporary files, if there is too much to sort in memory.
  init(plan: ReadPlan, directory: String) {
    self.plan = plan
    projection = plan.columns.map(Projection.init)
    self.directory = directory
    if let grouping = plan.grouping {
      grouper = Grouper(grouping)
    } else if let keys = plan.sortKeys {
      // Rows of one second are in reverse order too, as in a list that is read from its oldest row
      // up.
      sorter = Sorter(
        keys: keys, limit: plan.limit, reversesTies: keys.isOldestFirst, directory: directory)
    }
  }

  /// True if more rows cannot change the result.
  var isFull: Bool { room <= 0 }

  /// The number of rows that can still change the result.
  var room: Int {
    guard sorter == nil, let limit = plan.limit else { return .max }
    guard let grouper else { return limit - handedOn }
    // A row may belong to a group that is known already.
    return grouper.isSelection && plan.orderBy.isEmpty && grouper.count >= limit ? 0 : .max
  }

  /// True if rows are completed for display after sorting: there are so few that they fit in
  /// memory.
  var showsLast: Bool {
    sorter != nil && !plan.afterFilter.isEmpty && (plan.limit ?? .max) <= Self.maxHeld
  }

  private static let maxHeld = 1000

  mutating func add(_ row: Row, emit: (Row) throws -> Void) throws {
    if grouper != nil {
      try grouper?.add(plan.shown(row))
    } else if sorter != nil {
      let kept = showsLast ? row : try projected(row)
      try sorter?.add(plan.shown(row), keeping: kept)
    } else {
      handedOn += 1
      try emit(try projected(row))
    }
  }

  mutating func finish(emit: (Row) throws -> Void) throws {
    if let grouper { return try finish(groups: grouper.rows(), emit: emit) }
    try sorter?.finish(emit)
  }

  /// Emits the result of a plan that asks for nothing but the number of its rows.
  func finish(count: Int, emit: (Row) throws -> Void) throws {
    guard let grouping = plan.grouping else { return }
    let group = GroupRow(keys: [], aggregates: grouping.aggregates.map { _ in .integer(count) })
    guard try grouping.having?.holds(on: group) ?? true else { return }
    try finish(groups: [group], emit: emit)
  }

  /// Returns the rows in order, without projection.
  mutating func sorted() throws -> [RawJSON] {
    var rows: [RawJSON] = []
    try sorter?.finish { row in
      if case .raw(let raw) = row { rows.append(raw) }
    }
    return rows
  }

  /// Emits a row as the plan shows it.
  func show(_ row: Row, emit: (Row) throws -> Void) throws {
    try emit(try projected(row))
  }

  private func finish(groups: [GroupRow], emit: (Row) throws -> Void) throws {
    var sorter = Sorter(keys: plan.orderBy, limit: plan.limit, directory: directory)
    for group in groups {
      let row = try projection?.row(of: group) ?? .object(JSONObject())
      try sorter.add(group, keeping: .computed(row))
    }
    try sorter.finish(emit)
  }

  private func projected(_ row: Row) throws -> Row {
    let row = plan.shown(row)
    return try projection.map { .computed(try $0.row(of: row)) } ?? row.whole
  }
}

extension [OrderKey] {
  static var newestFirst: [OrderKey] {
    [OrderKey(scalar: .field(RowPath(keys: "created")), isDescending: true)]
  }
}

extension ReadPlan {
  /// The keys by which rows must be sorted here; nil if they come in the right order.
  fileprivate var sortKeys: [OrderKey]? {
    if readsOldestFirst { return nil }
    guard orderBy.isEmpty || orderBy.isNewestFirst else { return orderBy }
    // `get` returns objects in the order of its ids. A search has no guaranteed order; its rows are
    // sorted unless it is divided by time.
    return route.isListed || (isGet && orderBy.isEmpty) ? nil : .newestFirst
  }
}

extension Route {
  /// True if its rows come newest first.
  fileprivate var isListed: Bool {
    switch self {
    case .nothing, .list, .union, .through: true
    case .search(let step): step.createdRange != nil
    case .objects, .top: false
    }
  }
}
