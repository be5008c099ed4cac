import Analysis
import Execution
import Expressions
import JSON
import Planning
import StripeCatalog

/// A checked read and its values, from which plans for a part of its rows can be made.
struct ReadPlanning {
  let read: CheckedRead
  let bindings: Bindings
  let planner: Planner

  /// Returns the plan of the read with pages of the usual size, by which runs of the same statement
  /// are recognized.
  func standardPlan() -> ReadPlan? {
    var planner = planner
    planner.pageSize = Planner().pageSize
    return try? planner.plan(read, with: bindings)
  }

  /// Returns a plan for the rows that satisfy a further condition; nil if the verb takes none.
  /// - Throws: `Failure` if the read cannot be planned.
  func plan(where condition: Scalar) throws(Failure) -> ReadPlan? {
    guard read.verb == .query else { return nil }
    var narrowed = read
    narrowed.condition = .all([read.condition, condition].compactMap { $0 })
    do {
      return try planner.plan(narrowed, with: bindings)
    } catch {
      throw Failure(error)
    }
  }

  /// Returns a plan for the rows up to a time, or from it on, in Unix seconds; nil if the verb or
  /// the object does not have such rows.
  /// - Throws: `Failure` if the read cannot be planned.
  func plan(created comparison: Comparison, _ seconds: Int) throws(Failure) -> ReadPlan? {
    guard hasCreated else { return nil }
    return try plan(
      where: .comparison(
        comparison, .field(Self.created), .constant(.integer(seconds)), as: .timestamp))
  }

  /// Returns a plan for those of some objects that the read has rows of.
  /// - Parameter whole: the plan for all rows; what Stripe omits from it is omitted.
  /// - Throws: `Failure` if the read cannot be planned.
  func plan(ids: [String], asIn whole: ReadPlan) throws(Failure) -> ReadPlan? {
    let isOneOf = Scalar.membership(
      .field(RowPath(keys: "id")), among: ids.map { .constant(.string($0)) }, as: .text)
    // Stripe's lists omit objects of test clocks, and requests by id return them.
    guard whole.route.omitsObjects, read.object.field(named: "test_clock") != nil else {
      return try plan(where: isOneOf)
    }
    return try plan(where: .all([isOneOf, .isNull(.field(RowPath(keys: "test_clock")))]))
  }

  /// True if the objects have the time of their creation.
  var hasCreated: Bool { read.object.field(named: "created")?.type == .timestamp }

  private static let created = RowPath(keys: "created")
}
