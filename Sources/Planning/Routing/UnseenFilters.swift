import Analysis
import Expressions
import JSON
import StripeCatalog

/// The parts of a condition that only Stripe's list can test, because no field of the rows shows
/// what they are about: `payout = po_1` of balance transactions. Every list of a route has to carry
/// them, and no row is tested for them here.
struct UnseenFilters {
  let parts: Set<Scalar>

  init(in condition: Scalar, of object: ObjectType) {
    parts = Set(condition.conjuncts.filter { $0.fields.contains(where: object.isUnseenFilter) })
  }

  /// The first of their names.
  var name: String? { parts.flatMap(\.fields).map(\.description).min() }

  /// The divisions whose every list carries all of them.
  func carried(by divisions: [ListDivision]) -> [ListDivision] {
    divisions.filter { division in
      let divided = Set([division.divided].compactMap { $0 })
      return division.lists.allSatisfy { parts.subtracting($0.carried).isSubset(of: divided) }
    }
  }
}

/// Several lists that together hold every matching row.
struct ListDivision {
  var lists: [ListAlternative]
  /// The part of the condition that each of them has a branch of.
  var divided: Scalar?
}

extension RouteChooser {
  var unseen: UnseenFilters {
    UnseenFilters(in: request.condition ?? .constant(.bool(true)), of: read.object)
  }

  /// Why no route does that can carry what only Stripe tests.
  var unseenProblem: PlanningError? {
    unseen.name.map { name in
      PlanningError(
        "Stripe's list of \(read.object.plural) cannot be filtered by `\(name)` in this way:"
          + " write `\(name) = …` once, with a value, and no `id`",
        at: read.place)
    }
  }
}
