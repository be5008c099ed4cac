import Analysis
import Expressions
import JSON

extension ReadPlan {
  /// True if rows are read in ascending order of time, as the result requires them. Stripe lists
  /// the newest first.
  package var readsOldestFirst: Bool {
    !isGrouped && orderBy.isOldestFirst && route.canBeReadOldestFirst
  }
}

extension Route {
  fileprivate var canBeReadOldestFirst: Bool {
    switch self {
    case .nothing: true
    case .list(let step): step.isDivisible
    case .union(let routes): routes.allSatisfy(\.canBeReadOldestFirst)
    case .through(let step):
      step.lists.allSatisfy(\.isDivisible) && step.otherwise.canBeReadOldestFirst
    case .objects, .search, .top: false
    }
  }
}

extension ListStep {
  /// True if it can be divided by seconds of `created`; a filter may leave only one second.
  package var isDivisible: Bool {
    hasTimeRange && (parameters["created"].map { $0.object != nil } ?? true)
  }
}

extension [OrderKey] {
  private static var created: Scalar { .field(RowPath(keys: "created")) }

  /// True for `order by created desc`, the order of Stripe's lists.
  package var isNewestFirst: Bool { self == [OrderKey(scalar: Self.created, isDescending: true)] }

  /// True for `order by created`.
  package var isOldestFirst: Bool { self == [OrderKey(scalar: Self.created, isDescending: false)] }
}
