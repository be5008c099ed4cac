import Analysis
import Expressions
import JSON

extension ReadPlan {
  /// Whether the rows are read from the oldest up, as each is wanted: the reverse of how Stripe
  /// lists them.
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
    case .objects, .search: false
    }
  }
}

extension ListStep {
  /// Whether there are several seconds to divide it by; a filter may leave one.
  package var isDivisible: Bool {
    hasTimeRange && (parameters["created"].map { $0.object != nil } ?? true)
  }
}

extension [OrderKey] {
  private static var created: Scalar { .field(RowPath(keys: "created")) }

  /// Whether it is `order by created desc`, which is how lists come.
  package var isNewestFirst: Bool { self == [OrderKey(scalar: Self.created, isDescending: true)] }

  /// Whether it is `order by created`.
  package var isOldestFirst: Bool { self == [OrderKey(scalar: Self.created, isDescending: false)] }
}
