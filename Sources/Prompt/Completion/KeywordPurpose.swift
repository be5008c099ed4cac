import Language

extension Keyword {
  /// The word with the one it never goes without: `order by`.
  var phrase: String { companion.map { "\(rawValue) \($0.rawValue)" } ?? rawValue }

  /// What the word is for, in a few words; empty where it says so itself.
  var purpose: String { Keyword.purposes[self] ?? "" }

  private static let purposes: [Keyword: String] = [
    .get: "read by id",
    .retrieve: "read exactly one match",
    .list: "read a page after page, as Stripe filters",
    .query: "read by any condition",
    .create: "make one, or many from a file",
    .update: "change by id, or many by condition",
    .delete: "delete by id, or many by condition",
    .execute: "finalize, pay, capture, …",
    .request: "any method and path",
    .let: "name a value",
    .for: "once for every row",
    .if: "only on a condition",
    .assert: "stop unless a condition holds",
    .print: "write a value",
    .include: "run another script here",
    .use: "another account",
    .set: "change a setting",
    .show: "settings, profiles, objects, …",
    .describe: "an object's fields and actions",
    .explain: "the plan of a statement",
    .analyze: "run it and say what it took",
    .test: "the connection",
    .help: "on a word or a topic",
    .exit: "leave",
    .from: "a file or rows to work on",
    .where: "which rows",
    .via: "force list or search",
    .select: "which fields",
    .group: "one row for each value",
    .order: "sort",
    .limit: "how many rows",
    .page: "how many rows a request",
    .expand: "objects in place of ids",
    .of: "what it is nested in",
    .now: "this moment",
    .today: "midnight, UTC",
  ]
}
