import Language

extension Keyword {
  /// The word with the one it never goes without: `order by`.
  var phrase: String { companion.map { "\(rawValue) \($0.rawValue)" } ?? rawValue }

  /// What the word is for, in a few words; empty where it says so itself.
  var purpose: String { Keyword.purposes[self] ?? "" }

  private static let purposes: [Keyword: String] = [
    .get: "read by id",
    .retrieve: "read exactly one match",
    .list: "read pages, filtered by Stripe",
    .query: "read by any condition",
    .create: "create one, or many from a file",
    .update: "change by id, or many by condition",
    .delete: "delete by id, or many by condition",
    .execute: "finalize, pay, capture, …",
    .request: "any method and path",
    .let: "name a value",
    .for: "repeat for every row",
    .if: "only on a condition",
    .assert: "fail if the condition is false",
    .print: "write a value",
    .include: "run another script here",
    .use: "another account",
    .set: "change a setting",
    .show: "settings, profiles, objects, …",
    .describe: "an object's fields and actions",
    .explain: "the plan of a statement",
    .analyze: "run and show actual cost",
    .test: "the connection",
    .help: "on a word or a topic",
    .exit: "leave",
    .from: "a file or rows to process",
    .where: "which rows",
    .via: "force list or search",
    .select: "which fields",
    .group: "one row for each value",
    .order: "sort",
    .limit: "how many rows",
    .page: "rows per page",
    .expand: "include objects instead of ids",
    .of: "parent object",
    .now: "this moment",
    .today: "midnight, UTC",
  ]
}
