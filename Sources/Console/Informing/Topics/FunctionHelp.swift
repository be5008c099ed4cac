import Expressions

/// The page of `help functions`, generated from the signatures of the functions.
enum FunctionHelp {
  static let text = groups.map { title, functions in
    ([title + ":"] + functions.map { "  " + line($0) }).joined(separator: "\n")
  }.joined(separator: "\n")

  private static let groups: KeyValuePairs<String, [Function]> = [
    "Rows and lists": [.count, .sum, .avg, .min, .max, .exists, .length, .first, .last],
    "Texts": [
      .lower, .upper, .trim, .concat, .substring, .replace, .split, .starts_with, .ends_with,
      .matches,
    ],
    "Numbers and money": [.round, .floor, .ceil, .abs, .money],
    "Times": [
      .date, .week, .month, .quarter, .year, .weekday, .hour, .format_time, .iso,
    ],
    "Choices, files and the environment": [.if, .coalesce, .read, .env],
  ]

  private static let width = 40

  private static func line(_ function: Function) -> String {
    let signature = function.signature
    let blanks = String(
      repeating: " ", count: max(1, width - signature.example.count))
    return signature.example + blanks + signature.summary
  }

  /// All functions on the page.
  static let listed: [Function] = groups.flatMap(\.value)
}
