import Language

extension Keyword {
  /// The keyword with the word that always follows it, as in `order by`.
  var phrase: String { companion.map { "\(rawValue) \($0.rawValue)" } ?? rawValue }

  /// The purpose of the keyword in a few words; empty if the keyword explains itself.
  var purpose: String { Keyword.purposes[self] ?? "" }

  private static let purposes: [Keyword: String] = [
    .get: "read by id",
    .retrieve: "read exactly one match",
    .list: "read pages, filtered by Stripe",
    .query: "read by any condition",
    .create: "create one, or many from a file",
    .update: "change by id, or many by condition",
    .upsert: "create or update, by a key",
    .delete: "delete by id, or many by condition",
    .execute: "run an action: finalize, pay, …",
    .request: "send a raw API request",
    .let: "define a variable",
    .for: "repeat for each row",
    .if: "run on a condition",
    .assert: "fail if the condition is false",
    .print: "print a value",
    .include: "run another script",
    .use: "switch accounts",
    .set: "change a setting",
    .show: "show settings, profiles, objects, …",
    .describe: "show fields and actions",
    .explain: "show the plan of a statement",
    .analyze: "run and show actual cost",
    .test: "test the connection",
    .help: "show help on a topic",
    .exit: "end the session",
    .from: "rows from a file or a list",
    .by: "field that identifies each row",
    .where: "filter rows",
    .via: "force list or search",
    .select: "choose columns",
    .group: "one row per distinct value",
    .having: "which groups",
    .order: "sort",
    .limit: "maximum number of rows",
    .page: "rows per page",
    .expand: "include objects instead of ids",
    .chart: "draw the result",
    .into: "write the result to a file or a database",
    .distinct: "each value once",
    .table: "name of the table",
    .of: "parent object",
    .now: "current time",
    .today: "start of the day",
    .this: "period: this month, …",
    .last: "period: last month, …",
    .next: "period: next month, …",
  ]
}
