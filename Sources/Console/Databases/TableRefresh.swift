import Analysis
import Diagnostics
import Execution
import Expressions
import JSON
import Planning
import StripeCatalog

/// The objects that were created or changed since the last run into a table.
struct TableRefresh {
  /// The time from which on changes are read, in Unix seconds.
  let since: Int
  /// The names of the events about the objects.
  let events: [String]
  /// The plan for all rows of the statement.
  let plan: ReadPlan

  /// The seconds before the last run that are read again, because clocks differ and Stripe's
  /// searches are a little late.
  static let overlap = 600
  /// The number of ids that are handled together.
  static let idsAtOnce = 100
  /// The maximum number of names that Stripe's list of events takes.
  private static let maxNames = 20

  /// Returns the reads of the events.
  /// - Throws: `Failure` if they cannot be planned.
  func eventPlans(_ catalog: Catalog, at place: Place) throws(Failure) -> [ReadPlan] {
    guard let event = catalog.object(named: "event") else { return [] }
    var plans: [ReadPlan] = []
    for start in stride(from: 0, to: events.count, by: Self.maxNames) {
      let names = events[start..<min(start + Self.maxNames, events.count)]
      var read = CheckedRead(querying: event, place: place)
      read.condition = .all([
        .membership(
          .field(RowPath(keys: "type")), among: names.map { .constant(.string($0)) }, as: .text),
        .comparison(
          .greaterOrEqual, .field(RowPath(keys: "created")), .constant(.integer(since)),
          as: .timestamp),
      ])
      do {
        plans.append(try Planner().plan(read, with: Bindings(variables: [:], now: since)))
      } catch {
        throw Failure(error)
      }
    }
    return plans
  }

  /// Returns the id of the object that an event is about; nil if it is of another kind.
  func changedID(_ event: Row) -> String? {
    let kind = event.field(RowPath(keys: "data", "object", "object"))?.string
    guard kind == plan.object.typeName else { return nil }
    return event.field(RowPath(keys: "data", "object", "id"))?.string
  }
}
