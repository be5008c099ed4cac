import Analysis
import Evaluation
import JSON
import Planning

/// Orders, groups, limits and projects the rows that passed.
struct Shaper {
  private let plan: ReadPlan
  private var handedOn = 0
  private var sorter: Sorter?
  private var grouper: Grouper?

  init(plan: ReadPlan) {
    self.plan = plan
    if plan.isGrouped {
      grouper = Grouper(columns: plan.columns ?? [], groupBy: plan.groupBy)
    } else if let keys = plan.sortKeys {
      sorter = Sorter(keys: keys, limit: plan.limit)
    }
  }

  /// Whether further rows cannot matter.
  var isFull: Bool {
    guard sorter == nil, grouper == nil, let limit = plan.limit else { return false }
    return handedOn >= limit
  }

  mutating func add(_ row: Row, emit: (Row) throws -> Void) throws {
    if grouper != nil {
      try grouper?.add(row)
    } else if sorter != nil {
      try sorter?.add(row)
    } else {
      try handOn(row, emit: emit)
    }
  }

  mutating func finish(emit: (Row) throws -> Void) throws {
    if let grouper { return try finish(groups: grouper.rows(), emit: emit) }
    guard let sorter else { return }
    for row in sorter.sorted { try handOn(row, emit: emit) }
  }

  private mutating func finish(groups: [Row], emit: (Row) throws -> Void) throws {
    var sorter = Sorter(keys: plan.orderBy, limit: plan.limit)
    for group in groups { try sorter.add(group) }
    for group in sorter.sorted { try emit(group.nested(plan.columns ?? [])) }
  }

  private mutating func handOn(_ row: Row, emit: (Row) throws -> Void) throws {
    handedOn += 1
    guard let columns = plan.columns else { return try emit(row) }
    try emit(.computed(try Projection.row(columns, of: row)))
  }
}

extension ReadPlan {
  /// What rows must be sorted by here; nil where they come in the order wanted.
  fileprivate var sortKeys: [OrderKey]? {
    let newestFirst = [OrderKey(scalar: .field(RowPath(keys: "created")), isDescending: true)]
    guard orderBy.isEmpty || orderBy == newestFirst else { return orderBy }
    // `get` answers in the order of its ids; search promises no order of its rows.
    return route.isListed || (isGet && orderBy.isEmpty) ? nil : newestFirst
  }
}

extension Route {
  /// Whether its rows come newest first.
  fileprivate var isListed: Bool {
    switch self {
    case .nothing, .list, .union: true
    case .objects, .search: false
    }
  }
}
