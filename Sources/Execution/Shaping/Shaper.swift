import Expressions
import JSON
import Planning

/// Orders, groups, limits and projects the rows that passed.
struct Shaper {
  private let plan: ReadPlan
  private var handedOn = 0
  private var sorter: Sorter?
  private var grouper: Grouper?

  private let directory: String

  /// - Parameter directory: for temporary files, where there is too much to be sorted in memory.
  init(plan: ReadPlan, directory: String) {
    self.plan = plan
    self.directory = directory
    if let grouping = plan.grouping {
      grouper = Grouper(grouping)
    } else if let keys = plan.sortKeys {
      // Oldest first is the reverse of newest first, as where it is read from the oldest up.
      sorter = Sorter(
        keys: keys, limit: plan.limit, reversesTies: keys.isOldestFirst, directory: directory)
    }
  }

  /// Whether further rows cannot matter.
  var isFull: Bool { room <= 0 }

  /// How many further rows can matter.
  var room: Int {
    guard sorter == nil, let limit = plan.limit else { return .max }
    guard let grouper else { return limit - handedOn }
    // A row may be of a group that is known already.
    return grouper.isSelection && plan.orderBy.isEmpty && grouper.count >= limit ? 0 : .max
  }

  /// Whether what rows are shown by is asked for once their order is known: so few are handed on
  /// that they are held in memory.
  var showsLast: Bool {
    sorter != nil && !plan.toShow.isEmpty && (plan.limit ?? .max) <= Self.mostHeld
  }

  private static let mostHeld = 1000

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

  /// The rows in order, none of them projected yet.
  mutating func sorted() throws -> [RawJSON] {
    var rows: [RawJSON] = []
    try sorter?.finish { row in
      if case .raw(let raw) = row { rows.append(raw) }
    }
    return rows
  }

  /// Hands on a row as the plan shows it.
  func show(_ row: Row, emit: (Row) throws -> Void) throws {
    try emit(try projected(row))
  }

  private func finish(groups: [GroupRow], emit: (Row) throws -> Void) throws {
    var sorter = Sorter(keys: plan.orderBy, limit: plan.limit, directory: directory)
    for group in groups {
      let row = try Projection.row(plan.columns ?? [], of: group)
      try sorter.add(group, keeping: .computed(row))
    }
    try sorter.finish(emit)
  }

  private func projected(_ row: Row) throws -> Row {
    let row = plan.shown(row)
    guard let columns = plan.columns else { return row.whole }
    return .computed(try Projection.row(columns, of: row))
  }
}

extension [OrderKey] {
  static var newestFirst: [OrderKey] {
    [OrderKey(scalar: .field(RowPath(keys: "created")), isDescending: true)]
  }
}

extension ReadPlan {
  /// What rows must be sorted by here; nil where they come in the order wanted.
  fileprivate var sortKeys: [OrderKey]? {
    if readsOldestFirst { return nil }
    guard orderBy.isEmpty || orderBy.isNewestFirst else { return orderBy }
    // `get` answers in the order of its ids; search promises no order of its rows, and they are put
    // in order where it is divided.
    return route.isListed || (isGet && orderBy.isEmpty) ? nil : .newestFirst
  }
}

extension Route {
  /// Whether its rows come newest first.
  fileprivate var isListed: Bool {
    switch self {
    case .nothing, .list, .union, .through: true
    case .search(let step): step.createdRange != nil
    case .objects: false
    }
  }
}
