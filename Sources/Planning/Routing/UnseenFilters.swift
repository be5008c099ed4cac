import Analysis
import Expressions
import JSON
import StripeCatalog

/// The parts of a condition that only Stripe's list can test, because no field of the rows contains
/// the value: `payout = po_1` for balance transactions. Every list of a route has to filter by
/// them, and rows are not tested for them.
struct UnseenFilters {
  let parts: Set<Scalar>

  init(in condition: Scalar, of object: ObjectType) {
    parts = Set(condition.conjuncts.filter { $0.fields.contains(where: object.isUnseenFilter) })
  }

  /// The alphabetically first name of these filters; nil if there are none.
  var name: String? { parts.flatMap(\.fields).map(\.description).min() }

  /// Returns the divisions in which every list filters by all of them.
  func carried(by divisions: [ListDivision]) -> [ListDivision] {
    divisions.filter { division in
      let divided = Set([division.divided].compactMap { $0 })
      return division.lists.allSatisfy { parts.subtracting($0.carried).isSubset(of: divided) }
    }
  }
}

/// Several lists that together contain every matching row.
struct ListDivision {
  var lists: [ListAlternative]
  /// The part of the condition that the lists divide, with one branch each; nil for a single list.
  var divided: Scalar?
}

extension RouteChooser {
  var unseen: UnseenFilters {
    UnseenFilters(in: request.condition ?? .constant(.bool(true)), of: read.object)
  }

  /// The error for filters that no route supports; nil if there are none.
  var unseenProblem: PlanningError? {
    unseen.name.map { name in
      PlanningError(
        "Stripe's list of \(read.object.plural) cannot be filtered by `\(name)` in this way:"
          + " write `\(name) = …` once, with a value, and no `id`",
        at: read.place)
    }
  }
}
