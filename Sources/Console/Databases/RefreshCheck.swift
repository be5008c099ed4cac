import Analysis
import Databases
import Planning
import StripeCatalog

/// Checks whether what has changed since the last run into a table can be known.
struct RefreshCheck {
  let table: ImportedTable
  let planning: ReadPlanning
  let plan: ReadPlan
  /// The names of the events about the objects; empty if Stripe does not send one for each change.
  let events: [String]

  init(catalog: Catalog, table: ImportedTable, planning: ReadPlanning, plan: ReadPlan) {
    self.table = table
    self.planning = planning
    self.plan = plan
    events = catalog.changeEvents(of: plan.object)
  }

  /// The seconds for which Stripe keeps events.
  /// Source: https://docs.stripe.com/api/events: "for 30 days".
  private static let eventAge = 30 * 86_400

  /// The reason why changes cannot be known for any run of the statement; nil if they can.
  var problem: String? {
    let since = "`--since last`"
    if planning.read.verb != .query { return "\(since) requires a `query`" }
    if !table.definition.hasKey { return "\(since) requires rows with their `id`" }
    if !planning.read.parents.isEmpty {
      return "\(since) cannot be used with objects of another object"
    }
    if plan.limit != nil { return "\(since) cannot be combined with a limit of rows" }
    if let other = crossedPath {
      return
        "\(since) cannot be used with `\(other)`, because a change of that object is not a change "
        + "of the \(plan.object.name)"
    }
    guard !events.isEmpty, planning.hasCreated else {
      return
        "\(since) cannot be used with \(plan.object.plural), because Stripe does not send an event "
        + "for each change of them; run the statement without it"
    }
    return nil
  }

  /// Returns the reason why changes since a run cannot be known; nil if they can.
  func problem(with cursor: ImportCursor, _ run: ImportRun) -> String? {
    let name = table.definition.name
    if cursor.account != run.account {
      return "the table `\(name)` was filled from another account (\(cursor.account))"
    }
    if cursor.fingerprint != run.fingerprint {
      return
        "the table `\(name)` was filled by another statement or another version of pinstripe; run "
        + "this one once without `--since last`"
    }
    if run.began - cursor.began > Self.eventAge - TableRefresh.overlap {
      return
        "the last run into `\(name)` is older than the 30 days for which Stripe keeps events, so "
        + "what was deleted since is not known; empty the table, and run the statement without "
        + "`--since last`"
    }
    return nil
  }

  /// A path of the statement that leads to another object; nil if there is none.
  private var crossedPath: String? {
    planning.read.crossings.lazy.flatMap(\.references).first { !$0.kinds.isEmpty }?
      .path.description
  }
}
